using JobPilot.Engine.Debts;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Engine.Undo;
using JobPilot.Testing;

namespace JobPilot.Engine.Tests.Debts;

/// <summary>A run goes on without an optional sink, and what it missed is owed until it is paid.</summary>
public class OptionalSinkTests : OptionalSinkBench
{
    private static readonly FieldPath N = FieldPath.Parse("n");

    [Fact]
    public async Task Run_SinkCannotBeOpened_GoesOnAndAllIsOwedThenPaidOnce()
    {
        var run = Run(100);
        Sink.Before = At("open", new FaultException(FaultKind.Fatal, "no such drive") { Code = "test.closed" });

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 100, 100), (result.Outcome, result.Totals.Written, run.Home.Rows.Count));
        Assert.Equal([new SinkDebt("file", "run-1", 100)], result.Debts);
        Assert.Equal(["test.closed", "engine.sink_owes"], result.Warnings.Select(warning => warning.Code));
        Assert.Equal("Sink file owes 100 records of run run-1.", result.Warnings[1].Message);
        Assert.Contains("jobpilot-host replay PIPELINE --sink file", result.Warnings[1].Fix, StringComparison.Ordinal);

        Sink.Before = Fine;
        var paid = await run.PayAsync();

        Assert.Equal((RunOutcome.Succeeded, 100), (paid!.Outcome, paid.Totals.Written));
        Assert.Empty(paid.Debts);
        Assert.Empty(run.Home.Debts);
        Assert.Equal(run.Home.Rows.Values, Sink.Lines.Order(StringComparer.Ordinal));
        Assert.Null(await run.PayAsync());
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    public async Task Run_SinkFailsHalfWay_OnlyTheRestIsOwed(string call)
    {
        var run = Run(100);
        var calls = 0;
        Sink.Before = name => name == call && ++calls > 5 ? Task.FromException(new FaultException(FaultKind.Permanent, "the disk is gone")) : Task.CompletedTask;

        var result = await run.RunAsync();

        var owed = Assert.Single(result.Debts).Records;
        Assert.InRange(owed, 10, 90);
        Assert.Equal(100, run.Home.Rows.Count);
        Assert.Single(run.Home.Debts); // Ranges that follow each other are joined.

        Sink.Before = Fine;
        var paid = await run.PayAsync();

        Assert.Equal((owed, 0), (paid!.Totals.Written, paid.Debts.Count));
        Assert.Equal(run.Home.Rows.Values, Sink.Lines.Order(StringComparer.Ordinal)); // Each once: what was half written is rolled back.
    }

    [Fact]
    public async Task Run_TransientFault_IsRetriedBeforeTheSinkIsLeftOut()
    {
        var run = Run(100);
        Sink.FailWrites = 2;

        var result = await run.RunAsync();

        Assert.Empty(result.Debts);
        Assert.Equal(100, Sink.Lines.Count);
    }

    [Fact]
    public async Task Run_SinkNeverReturns_RunGoesOnWithinItsPatience()
    {
        var run = Run(100);
        run.Settings = run.Settings with { OptionalSinkWait = TimeSpan.FromMilliseconds(50) };
        var calls = 0;
        Sink.Before = name => name == "write" && ++calls > 3 ? new TaskCompletionSource().Task : Task.CompletedTask;

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 100), (result.Outcome, run.Home.Rows.Count));
        Assert.Equal(70, Assert.Single(result.Debts).Records);
        Assert.Contains(result.Warnings, warning => warning.Code == "engine.sink_too_slow" && warning.Fix!.Contains("optional_sink_wait", StringComparison.Ordinal));

        Sink.Before = Fine;
        await run.PayAsync();

        Assert.Equal(run.Home.Rows.Values, Sink.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_SinkBlocksItsThread_RunGoesOnAllTheSame()
    {
        var run = Run(40);
        run.Settings = run.Settings with { OptionalSinkWait = TimeSpan.FromMilliseconds(50) };
        using var gate = new ManualResetEventSlim();
        Sink.Before = name =>
        {
            if (name == "write")
            {
                gate.Wait(TimeSpan.FromSeconds(60));
            }

            return Task.CompletedTask;
        };

        var result = await run.RunAsync();
        gate.Set();

        Assert.Equal((RunOutcome.Succeeded, 40), (result.Outcome, Assert.Single(result.Debts).Records));
    }

    [Fact]
    public async Task Run_SinkComesBack_OnlyWhatItMissedMeanwhileIsOwed()
    {
        var run = Run(100);
        run.Settings = run.Settings with { FallbackProbe = TimeSpan.Zero };
        var writes = 0;
        Sink.Before = name => name == "write" && ++writes == 4 ? Task.FromException(new FaultException(FaultKind.Permanent, "a moment please")) : Task.CompletedTask;

        var result = await run.RunAsync();

        Assert.Equal(10, Assert.Single(result.Debts).Records);
        Assert.Equal(90, Sink.Lines.Count);
        await run.PayAsync();
        Assert.Equal(run.Home.Rows.Values, Sink.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_SinkOpensLate_HomeKnowsWhereItStandsBeforeAnythingIsWrittenThere() // Invariant 5
    {
        var run = Run(100);
        run.Settings = run.Settings with { FallbackProbe = TimeSpan.Zero };
        var (opened, known) = (0, new List<string?>());
        Sink.Before = name =>
        {
            if (name == "write" && known.Count == 0)
            {
                known.Add(run.Home.Marks.GetValueOrDefault("file"));
            }

            return name == "open" && opened++ == 0 ? CannotOpen(name) : Task.CompletedTask;
        };

        var result = await run.RunAsync();

        Assert.Equal("0", Assert.Single(known));
        Assert.Equal(2, run.Home.Commits.SelectMany(commit => commit.Debts).Count(debt => debt.Number == SinkAccount.Unopened)); // That it is not begun, and that it is.
        Assert.Equal((10L, 90), (Assert.Single(result.Debts).Records, Sink.Lines.Count));
        await PayAsync(run);
    }

    [Fact]
    public async Task Run_NothingIsCollectedAndTheSinkCannotBeOpened_HomeKnowsThatItIsNotBegun()
    {
        var run = new EngineRun().WriteHome().Write(Sink, required: false);
        run.Collectors.Add(new CollectorPlan { Id = "source", Type = "fake", Collector = new FakeCollector("a", 10), When = new LambdaCondition(_ => false) });
        Sink.Before = CannotOpen;

        Assert.Equal(RunOutcome.Succeeded, (await run.RunAsync()).Outcome);

        Assert.Equal("file", Assert.Single(run.Home.Debts).Key.Sink);
    }

    [Fact]
    public async Task Run_SinkComesBackOverAHomeThatTakesRunsBack_WhereItThenStandsIsNoted()
    {
        var store = new SharedMemoryStoreFake();
        var run = new EngineRun { StateStore = store }.Collect(new FakeCollector("a", 40)).Write(new MarkedSink(), "first").Write(Sink, required: false);
        run.Settings = Small(run.Settings) with { FallbackProbe = TimeSpan.Zero, UndoRuns = 5, UndoKeep = TimeSpan.FromDays(1) };
        var opened = 0;
        Sink.Before = name => name == "open" && opened++ == 0 ? CannotOpen(name) : Task.CompletedTask;

        await run.RunAsync();

        var entries = await store.ReadUndoAsync("test", default);
        Assert.Equal(new UndoNote.Output("0", "/marked"), UndoNote.Of(entries).Outputs["file"]);
        Assert.Equal(entries[0], Assert.Single(entries, entry => entry.First));
        Assert.Equal(2, entries.Count(entry => entry.Note.Length > 0));
    }

    [Fact]
    public async Task Run_SinkOutForSeveralBatchesOfACommit_OwesAllOfThem()
    {
        var run = Run(40);
        run.Settings = run.Settings with { MaxCommitDelay = TimeSpan.FromSeconds(30) };
        Sink.Before = CannotOpen;

        var result = await run.RunAsync();

        Assert.Equal(40, Assert.Single(result.Debts).Records);
        Assert.Single(run.Home.Commits, commit => commit.Rows.Count == 40);
        await PayAsync(run);
    }

    [Fact]
    public async Task Run_RowsThatOnlyTheSinkTakes_AreOwedByTheirPagesSinceTheHomeCannotShowThem()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 20));
        run.Sinks.Add(new SinkPlan { Id = "home", Type = "home", Sink = run.Home, When = new LambdaCondition(record => record!.GetInteger(N) < 5) });
        run.Write(Sink, required: false).Settings = Small(run.Settings) with { BatchSize = 20 };
        Sink.Before = CannotOpen;

        var result = await run.RunAsync();

        Assert.Equal((5, 20), (run.Home.Rows.Count, Assert.Single(result.Debts).Records));
        Assert.Equal([(5L, 5), (15L, null)], Ranges(run.Home).Select(range => (range.Rows, range.Keys?.Count)));
    }

    [Fact]
    public async Task Run_PassStartsAgain_WhatIsOwedOfItIsNotInTheOrderOfTheSplit()
    {
        var (store, expired) = (new MemoryHome(), false);
        var source = new FakeCollector("a", 30)
        {
            BeforePage = (_, first) =>
            {
                if (first == 20 && !expired)
                {
                    expired = true;
                    throw new FaultException(FaultKind.PositionExpired, "gone");
                }
            },
        };
        var run = new EngineRun { StateStore = store }.Collect(source).Write(new MarkedSink(), "first").Write(Sink, required: false);
        Sink.Before = CannotOpen;

        await run.RunAsync();

        Assert.Contains(Ranges(store), range => !range.InOrder);
        Assert.Equal(50, Ranges(store).Sum(range => range.Rows));
    }

    [Fact]
    public async Task Run_PageThatWasGivenUpComes_IsOwedOutOfOrder()
    {
        var store = new MemoryHome();
        var source = new FakeCollector("a", 30)
        {
            Posted = n => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddHours(n),
            BeforePage = (_, first) =>
            {
                if (first == 10)
                {
                    throw new FaultException(FaultKind.Permanent, "not that page") { Code = "skipped", SkipTo = new Position("20") };
                }
            },
        };
        var run = new EngineRun { StateStore = store }.Collect(source).Write(new MarkedSink(), "first").Write(Sink, required: false);
        await run.RunAsync();
        source.BeforePage = (_, _) => { };
        Sink.Before = CannotOpen;

        await run.RunAsync();

        Assert.Contains(Ranges(store), range => range is { InOrder: false, Rows: >= 10 });
    }

    [Fact]
    public async Task Run_HomeRefusesARow_SinkIsRolledBackAndOwesNothing()
    {
        var run = Run(100);
        run.Home.RefuseRow = record => record.GetInteger(N) == 42 ? "forty-two" : null;

        var result = await run.RunAsync();

        Assert.Equal((99, 1), (result.Totals.Written, result.Totals.DeadLettered));
        Assert.Empty(result.Debts);
        Assert.Equal(run.Home.Rows.Values, Sink.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_HomeRefusesARowWhileTheSinkIsOut_OwesWhatWasCommitted()
    {
        var run = Run(100);
        run.Home.RefuseRow = record => record.GetInteger(N) == 42 ? "forty-two" : null;
        Sink.Before = CannotOpen;

        var result = await run.RunAsync();

        Assert.Equal(99, Assert.Single(result.Debts).Records);
        await PayAsync(run);
    }

    [Fact]
    public async Task Run_AnswerOfTheCommitIsLost_DebtIsThereOnce()
    {
        var run = Run(100);
        Sink.Before = CannotOpen;
        run.Home.FailCommit = (3, Durable: true);

        var result = await run.RunAsync();

        Assert.Equal(100, Assert.Single(result.Debts).Records);
        await PayAsync(run);
    }

    [Fact]
    public async Task Run_OtherRunsDebtsStayUntilPaid_AllAreTold()
    {
        var run = Run(30);
        Sink.Before = CannotOpen;
        await run.RunAsync();
        await run.RunAsync();
        Sink.Before = Fine;

        var result = await run.RunAsync();

        Assert.Equal([new SinkDebt("file", "run-1", 30), new SinkDebt("file", "run-2", 30)], result.Debts);
        Assert.Equal(30, Sink.Lines.Count);
        Assert.Equal(60, (await run.PayAsync())!.Totals.Written);
        Assert.Equal(90, Sink.Lines.Count);
    }

    [Fact]
    public async Task Run_SinkThatStartsAnew_OwesNothingOfRunsWhoseRowsAreGone()
    {
        var file = new MarkedSink { StartsAnew = true };
        var run = new EngineRun().Collect(new FakeCollector("a", 30)).WriteHome().Write(file, required: false);
        run.Settings = Small(run.Settings);
        await run.RunAsync();
        Assert.Equal(30, file.Lines.Count);
        file.Before = CannotOpen;
        await run.RunAsync();
        Assert.Equal([new SinkDebt("file", "run-3", 30)], (await run.RunAsync()).Debts);

        // The third run was to start the file anew: so does its payment.
        file.Before = Fine;
        await run.PayAsync();

        Assert.Equal(30, file.Lines.Count);
        Assert.True(file.NewRun);
        Assert.Empty(run.Home.Debts);
    }

    [Fact]
    public async Task Run_HomeThatForgetsDebts_WaitsForTheSink()
    {
        var run = Run(20);
        run.Home.KeepsDebts = false;
        Sink.Before = At("write", new FaultException(FaultKind.Permanent, "no"));

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Failed, "no"), (result.Outcome, result.Failure!.Message.Split(": ")[^1]));
        Assert.Contains(result.Warnings, warning => warning.Code == "engine.debts_not_kept");
    }

    [Fact]
    public async Task Run_OnlyCandidateForTheHomeIsOptional_StateStoreIsTheHome()
    {
        var (store, rows) = (new MemoryHome(), new MemoryHome());
        var run = new EngineRun { StateStore = store }.Collect(new FakeCollector("a", 20)).Write(Sink, "first").Write(new RowsOnly(rows), "rows", required: false);

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 20), (result.Outcome, Sink.Lines.Count));
        Assert.NotEmpty(store.Commits);
        Assert.Empty(rows.Commits);
    }

    [Fact]
    public async Task Run_HomeWithoutRows_PagesAreOwedByTheirPositions()
    {
        var store = new MemoryHome();
        var run = new EngineRun { StateStore = store }.Collect(new FakeCollector("a", 50)).Write(new MarkedSink(), "first").Write(Sink, required: false);
        run.Settings = Small(run.Settings);
        Sink.Before = CannotOpen;

        await run.RunAsync(limit: 35);

        var text = store.Debts.Single(debt => debt.Key.Number > 0).Value;
        Assert.Contains("\"split\":\"all\",\"from\":null,\"to\":\"30\",\"cut\":5,\"rows\":35,\"in_order\":true}", text, StringComparison.Ordinal);
    }

    private static List<OwedRange> Ranges(MemoryHome home) =>
        [.. home.Debts.Where(debt => debt.Key.Number > 0).Select(debt => OwedRange.Parse(new Debt(debt.Key.Sink, debt.Key.Number, debt.Value)))];

    /// <summary>A sink that could be the home.</summary>
    private sealed class RowsOnly(MemoryHome home) : ICommittingSink
    {
        public SinkOperations Operations => SinkOperations.Upsert;

        public string Location => "/rows";

        public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => default;

        public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) => new(WriteResult.Empty);

        public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => new((string?)null);

        public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => home.ClaimAsync(request, cancellationToken);

        public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken) => home.CommitAsync(commit, cancellationToken);

        public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) => home.LastCommitAsync(owner, cancellationToken);
    }
}
