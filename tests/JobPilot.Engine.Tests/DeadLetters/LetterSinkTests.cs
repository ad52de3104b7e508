using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.DeadLetters;

/// <summary>A sink that takes a copy of the dead letters: what the store keeps is never less for it.</summary>
public sealed class LetterSinkTests : IAsyncDisposable
{
    private static readonly FieldPath N = FieldPath.Parse("n");
    private readonly string _folder = Directory.CreateTempSubdirectory("jobpilot-letters-").FullName;
    private readonly MarkedSink _copy = new();
    private readonly DeadLetterFile _letters;

    public LetterSinkTests() => _letters = new DeadLetterFile(Path.Combine(_folder, "dead.jsonl"));

    public async ValueTask DisposeAsync()
    {
        await _letters.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Run_Rejected_LettersAreInTheStoreAndInTheSinkAndNoRowIs()
    {
        var run = Run(required: true);

        var result = await run.RunAsync();

        Assert.Equal((90, 10), (result.Totals.Written, result.Totals.DeadLettered));
        Assert.Equal(10, Stored().Count);
        Assert.Equal(Stored(), _copy.Lines);
    }

    [Fact]
    public async Task Run_HomeRefusesARow_LettersOfTheFirstTryAreNowhere()
    {
        var run = Run(required: true);
        run.Home.RefuseRow = record => record.GetInteger(N) == 42 ? "forty-two" : null;

        await run.RunAsync();

        Assert.Equal(11, Stored().Count);
        Assert.Equal(Stored(), _copy.Lines);
        Assert.Equal(
            Enumerable.Range(1, 11).Select(number => $"run-1-{number:D8}"),
            Stored().Select(line => (string)System.Text.Json.Nodes.JsonNode.Parse(line)!["id"]!)); // Computed again, they are the same letters.
    }

    [Fact]
    public async Task Run_OptionalSinkFails_StoreHasAllAndTheSinkIsPaidFromIt()
    {
        var run = Run(required: false);
        _copy.Before = _ => Task.FromException(new FaultException(FaultKind.Fatal, "out of reach"));

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 10), (result.Outcome, Stored().Count));
        Assert.Equal([new SinkDebt("letters", "run-1", 10)], result.Debts);
        _copy.Before = _ => Task.CompletedTask;

        var paid = await run.PayAsync("letters");

        Assert.Equal((10, 0), (paid!.Totals.Written, paid.Debts.Count));
        Assert.Equal(Stored(), _copy.Lines);
    }

    [Fact]
    public async Task Run_RequiredSinkFails_StopsAndTheNextRunLosesNoLetter()
    {
        var run = Run(required: true);
        var writes = 0;
        _copy.Before = name => name == "write" && ++writes > 4 ? Task.FromException(new FaultException(FaultKind.Permanent, "out of reach")) : Task.CompletedTask;

        Assert.Equal(RunOutcome.Failed, (await run.RunAsync()).Outcome);
        _copy.Before = _ => Task.CompletedTask;
        Assert.Equal(RunOutcome.Succeeded, (await run.RunAsync()).Outcome);

        Assert.Equal(10, Stored().Count);
        Assert.Equal(Stored(), _copy.Lines);
        Assert.Equal(90, run.Home.Rows.Count);
    }

    [Fact]
    public async Task Run_SinkRefusesALetter_IsToldAndTheStoreHasIt()
    {
        var run = Run(required: true);
        _copy.RefuseRow = record => record.ToString().Contains("a-all-00015", StringComparison.Ordinal) ? "not that one" : null;

        var result = await run.RunAsync();

        Assert.Equal((10, 9), (Stored().Count, _copy.Lines.Count));
        Assert.Contains(result.Warnings, warning => warning.Code == "engine.letter_refused");
    }

    [Fact]
    public async Task Pay_SinkRefusesALetter_IsToldAndMakesNoOtherLetter()
    {
        var run = Run(required: false);
        _copy.Before = _ => Task.FromException(new FaultException(FaultKind.Fatal, "out of reach"));
        await run.RunAsync();
        _copy.Before = _ => Task.CompletedTask;
        _copy.RefuseRow = record => record.ToString().Contains("a-all-00015", StringComparison.Ordinal) ? "not that one" : null;

        var paid = await run.PayAsync("letters");

        Assert.Equal((RunOutcome.Succeeded, 10, 9), (paid!.Outcome, Stored().Count, _copy.Lines.Count));
        Assert.Contains("'run-1-00000002': not that one", Assert.Single(paid.Warnings, warning => warning.Code == "engine.letter_refused").Message, StringComparison.Ordinal);
        Assert.Empty(run.Home.Debts);
    }

    [Fact]
    public async Task Run_ConditionOnLetters_IsHeededAndOneThatFailsTakesTheLetter()
    {
        var run = Run(required: true, new LambdaCondition(record => record!.ToString().Contains("a-all-00015", StringComparison.Ordinal) ? throw new ExpressionException("no such thing")
            : record.ToString().Contains("a-all-00025", StringComparison.Ordinal)));

        await run.RunAsync();

        Assert.Equal((10, 2), (Stored().Count, _copy.Lines.Count));
    }

    private List<string> Stored() => [.. File.ReadAllLines(Path.Combine(_folder, "dead.jsonl"))];

    private EngineRun Run(bool required, IExpression? when = null)
    {
        var run = new EngineRun { DeadLetterSink = _letters }.Collect(new FakeCollector("a", 100)).WriteHome()
            .Process(new LambdaProcessor(record => record.GetInteger(N) % 10 == 5 ? Outcome.Reject("a five") : Outcome.Keep), "fives");
        run.Sinks.Add(new SinkPlan { Id = "letters", Type = "letters", Sink = _copy, Required = required, TakesDeadLetters = true, When = when });
        run.Settings = run.Settings with { BatchSize = 10, MaxCommitDelay = TimeSpan.Zero, MaxRetries = 0 };
        return run;
    }
}
