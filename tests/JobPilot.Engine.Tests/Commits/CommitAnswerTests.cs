using JobPilot.Engine.Commits;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Commits;

/// <summary>Every answer that a home can give to a commit, and what the run makes of it.</summary>
public class CommitAnswerTests
{
    private readonly EngineRun _run = new EngineRun().Collect(new FakeCollector("a", 20));

    private AnsweringHome Answer(Func<Commit, CommitResult?> answer)
    {
        var home = new AnsweringHome(_run.Home, answer);
        _run.Write(home, "home");
        return home;
    }

    [Theory]
    [InlineData("host b has it", "Another host has taken over this pipeline's work: host b has it.")]
    [InlineData(null, "Another host has taken over this pipeline's work: its epoch is newer.")]
    public async Task Commit_Fenced_StopsAndSaysWhy(string? reason, string message) // Invariant 6
    {
        var home = Answer(_ => new CommitResult(CommitStatus.Fenced) { Reason = reason });

        var result = await _run.RunAsync();

        Assert.Equal((RunOutcome.Failed, "engine.fenced", 1), (result.Outcome, result.Failure!.Code, home.Asked));
        Assert.Contains(message, result.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(_run.Home.Rows);
    }

    [Theory]
    [InlineData(CommitStatus.Fenced, "engine.fenced")]
    [InlineData(CommitStatus.Conflict, "engine.commit_refused")]
    [InlineData(CommitStatus.Rejected, "engine.commit_refused")]
    public async Task MarksCommit_Refused_StopsBeforeAnySinkIsWritten(CommitStatus status, string code)
    {
        var home = Answer(_ => new CommitResult(status));
        var file = new MarkedSink();
        _run.Write(file);

        var result = await _run.RunAsync();

        Assert.Equal((RunOutcome.Failed, code, 1), (result.Outcome, result.Failure!.Code, home.Asked));
        Assert.Empty(file.Lines);
    }

    [Fact]
    public async Task Commit_ConflictWithoutEnd_StopsAfterTwentyRewindsAndCutsTheFileBack()
    {
        var home = Answer(commit => commit.Rows.Count > 0 ? new CommitResult(CommitStatus.Conflict) : null);
        var file = new MarkedSink();
        _run.Write(file);

        var result = await _run.RunAsync();

        Assert.Equal("engine.commit_refused", result.Failure!.Code);
        Assert.Contains("The commit was refused 21 times without an end.", result.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(22, home.Asked); // The marks first.
        Assert.Equal((0L, 0), (result.Totals.Written, _run.Home.Rows.Count));
        _run.Sinks.RemoveAll(sink => sink.Id == "home");
        _run.WriteHome();
        Assert.Equal(RunOutcome.Succeeded, (await _run.RunAsync()).Outcome);
        Assert.Equal(20, file.Lines.Distinct().Count());
        Assert.Equal(20, file.Lines.Count);
    }

    [Fact]
    public async Task Commit_ConflictOnce_IsComputedAgainAndNothingIsThereTwice()
    {
        var conflicts = 0;
        Answer(commit => commit.Rows.Count > 0 && conflicts++ == 0 ? new CommitResult(CommitStatus.Conflict) : null);
        var file = new MarkedSink();
        _run.Write(file);

        var result = await _run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 20L, 20, 20), (result.Outcome, result.Totals.Written, _run.Home.Rows.Count, file.Lines.Count));
    }

    [Fact]
    public async Task Commit_FailsAndTheHomeCannotBeAsked_StopsWithWhatMadeItFailAndTellsTheRest() // Invariant 5
    {
        var home = Answer(commit => commit.Rows.Count > 0 ? throw new FaultException(FaultKind.Transient, "the disk is busy") { Code = "test.busy" } : null);
        home.OnLastCommit = new FaultException(FaultKind.Fatal, "the disk is gone") { Code = "test.gone" };

        var result = await _run.RunAsync();

        Assert.Equal((RunOutcome.Failed, "test.busy", 1), (result.Outcome, result.Failure!.Code, home.Asked));
        Assert.Equal(("test.gone", "home: it could not be asked for its last commit. the disk is gone"), (Assert.Single(result.Warnings).Code, result.Warnings[0].Message));
        Assert.Equal(0L, result.Totals.Written);
    }

    [Fact]
    public async Task Commit_FailsWithAndWithoutItsRows_StopsWithTheFaultOfTheHome()
    {
        var home = new AnsweringHome(_run.Home, _ => throw new FaultException(FaultKind.Permanent, "the disk is read-only") { Code = "test.read_only" });
        _run.Sinks.Add(new SinkPlan { Id = "home", Type = "home", Sink = home, OnError = ErrorPolicy.DeadLetter });

        var result = await _run.RunAsync();

        Assert.Equal((RunOutcome.Failed, "test.read_only"), (result.Outcome, result.Failure!.Code));
    }

    [Fact]
    public async Task Commit_RejectedWithoutARow_StopsAtOnce()
    {
        var home = Answer(commit => commit.Rows.Count > 0 ? new CommitResult(CommitStatus.Rejected) : null);

        var result = await _run.RunAsync();

        Assert.Equal(("engine.commit_refused", 1), (result.Failure!.Code, home.Asked));
    }

    [Theory]
    [InlineData(true, true, 20, 20)]
    [InlineData(true, false, 20, 0)]
    [InlineData(false, true, 0, 20)]
    [InlineData(false, false, 0, 0)]
    public async Task Run_ConditionsOfHomeAndFile_EachTakesItsOwnAndARowThatNoneTakesIsDropped(bool home, bool file, int rows, int lines)
    {
        var sink = new MarkedSink();
        _run.Sinks.Add(new SinkPlan { Id = "home", Type = "home", Sink = _run.Home, When = new LambdaCondition(_ => home) });
        _run.Sinks.Add(new SinkPlan { Id = "file", Type = "file", Sink = sink, When = new LambdaCondition(_ => file) });

        var result = await _run.RunAsync();

        Assert.Equal((rows, lines), (_run.Home.Rows.Count, sink.Lines.Count));
        Assert.Equal(home || file ? (20L, 0L) : (0L, 20L), (result.Totals.Written, result.Totals.Dropped));
    }

    [Fact]
    public async Task Run_OnlyOneOfTwoFilesTakesTheRows_TheyAreWritten()
    {
        var taking = new MarkedSink();
        _run.Sinks.Add(new SinkPlan { Id = "none", Type = "file", Sink = new MarkedSink(), When = new LambdaCondition(_ => false) });
        _run.Write(taking, "all");

        var result = await _run.RunAsync();

        Assert.Equal((20L, 0L, 20), (result.Totals.Written, result.Totals.Dropped, taking.Lines.Count));
    }

    [Fact]
    public async Task Run_FileRefusesWhatTheHomeTakes_IsWrittenAndADeadLetterOfTheFile()
    {
        var sink = new MarkedSink { RefuseRow = _ => "too odd" };
        _run.WriteHome().Write(sink);

        var result = await _run.RunAsync();

        Assert.Equal((20L, 0L, 20), (result.Totals.Written, result.Totals.DeadLettered, _run.DeadLetters.Lines.Count));
    }

    [Fact]
    public async Task Run_TwoFilesAndNeitherTakesARow_IsADeadLetter()
    {
        _run.Write(new MarkedSink { RefuseRow = record => record.GetInteger(FieldPath.Parse("n")) == 3 ? "odd" : null }, "one");
        _run.Write(new MarkedSink { RefuseRow = record => record.GetInteger(FieldPath.Parse("n")) == 3 ? "odd" : null }, "two");

        var result = await _run.RunAsync();

        Assert.Equal((19L, 1L), (result.Totals.Written, result.Totals.DeadLettered));
    }

    [Fact]
    public async Task Run_OnlyTheLastOfThreeFilesTakesARow_IsWrittenAndADeadLetterOfEachOther()
    {
        var takes = new MarkedSink();
        _run.Write(new MarkedSink { RefuseRow = _ => "odd" }, "one").Write(new MarkedSink { RefuseRow = _ => "odder" }, "two").Write(takes, "three");

        var result = await _run.RunAsync();

        Assert.Equal((20L, 0L, 20), (result.Totals.Written, result.Totals.DeadLettered, takes.Lines.Count));
        Assert.Equal(
            ["\"component\":\"one\",\"reason\":\"odd\"", "\"component\":\"two\",\"reason\":\"odder\""],
            _run.DeadLetters.Lines.Select(line => line[line.IndexOf("\"component\"", StringComparison.Ordinal)..line.IndexOf(",\"attempts\"", StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(40, _run.DeadLetters.Lines.Count);
    }

    [Fact]
    public async Task Run_HomeRefusesOneOfTheRowsThatARecordBecame_TheRecordIsADeadLetter()
    {
        _run.WriteHome().Process(
            new LambdaProcessor(record => record.Key == "a-all-00003" ? Outcome.Replace(Record.Create("x"), Record.Create("y")) : Outcome.Keep), "split");
        _run.Home.RefuseRow = row => row.Key == "y" ? "no y" : null;

        var result = await _run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 19L, 1L), (result.Outcome, result.Totals.Written, result.Totals.DeadLettered));
        Assert.DoesNotContain("x", _run.Home.Rows.Keys);
        Assert.All(_run.DeadLetters.Lines, line => Assert.Contains("no y", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_FirstLetter_HomeKnowsWhereTheStoreStandsBeforeItIsWritten() // Invariant 5
    {
        _run.WriteHome().Process(new LambdaProcessor(record => record.Key == "a-all-00007" ? Outcome.Reject("a seven") : Outcome.Keep), "seven");
        var known = new List<string?>();
        _run.DeadLetters.Before = name =>
        {
            if (name == "write")
            {
                known.Add(_run.Home.Marks.GetValueOrDefault(PipelineRunner.DeadLettersId));
            }

            return Task.CompletedTask;
        };

        await _run.RunAsync();

        Assert.Equal("0", Assert.Single(known));
        Assert.Equal("1", _run.Home.Marks[PipelineRunner.DeadLettersId]);
    }

    [Fact]
    public async Task Run_RejectedWithoutAReason_IsADeadLetterAllTheSame()
    {
        _run.WriteHome().Process(new LambdaProcessor(record => record.Key == "a-all-00007" ? Outcome.Reject(null!) : Outcome.Keep), "mute");

        var result = await _run.RunAsync();

        Assert.Equal((19L, 1L), (result.Totals.Written, result.Totals.DeadLettered));
        Assert.Contains("\"component\":\"mute\",\"reason\":\"\"", Assert.Single(_run.DeadLetters.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Count_RecordWithoutAnOutcome_IsNeverCommitted() => // Invariant 3
        Assert.Throws<InvalidOperationException>(() => default(UnitCounts).With(Fate.Open));
}
