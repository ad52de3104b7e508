using JobPilot.Engine.Contracts;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Tests.Engine;

namespace JobPilot.Engine.Tests.Contracts;

/// <summary>
/// Runs that are cut short when all records are committed: the shape of the source is then known as if they had come to their end (Invariant 5).
/// </summary>
public class CutRunTests
{
    private static readonly SourceContract Freeze = new() { NewFields = ContractMode.Freeze, Retyped = ContractMode.Freeze, Vanished = ContractMode.Freeze };
    private readonly ShapeSource _source = new();
    private readonly EngineRun _run;

    public CutRunTests() => _run = new EngineRun { Settings = PlainSettings.Value with { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetries = 0 } }.Collect(_source).WriteHome();

    [Fact]
    public async Task Run_CutBehindTheLastRecord_NextRunEndsItsPass()
    {
        var undisturbed = new EngineRun().Collect(new ShapeSource { Records = Plain(20) }).WriteHome();
        await undisturbed.RunAsync();
        _source.Records = Plain(20);
        CutBehindRecords(20);
        var cut = await _run.RunAsync();
        var between = Mark();
        _source.BeforePage = _ => { };

        var last = await _run.RunAsync();

        Assert.Equal((RunOutcome.Failed, RunOutcome.Succeeded, 0), (cut.Outcome, last.Outcome, last.Totals.Collected));
        Assert.NotEqual(between, Mark());
        Assert.Equal(undisturbed.Home.Marks[ShapeWatch.MarkPrefix + "source"], Mark());
    }

    [Fact]
    public async Task Run_CutBetweenThePassAndItsEnd_ContractIsInForceInTheNextPass()
    {
        _run.Contracts["source"] = Freeze;
        _source.Records = Plain(20);
        CutBehindPasses();
        var cut = await _run.RunAsync();
        Assert.Contains("\"learns\":true", Mark());
        _run.Home.Disturb = _ => default;

        _source.Records = ShapeSource.Many(20, n => $$"""{"id":{{n}},"extra":1}""");
        var next = await _run.RunAsync();

        Assert.Equal((RunOutcome.Failed, "engine.contract_frozen"), (next.Outcome, next.Failure!.Code));
        Assert.Equal((RunOutcome.Failed, 20), (cut.Outcome, _run.Home.Rows.Count));
        Assert.Contains("gave a new field 'extra'", next.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CutBetweenThePassAndItsEnd_NextRunTellsWhatThatOneCouldNot()
    {
        await LoseAFieldInACutRunAsync();

        _source.Records = ShapeSource.Many(20, n => $$"""{"id":{{n}},"new":1}""");
        var next = await _run.RunAsync();
        var last = await _run.RunAsync();

        Assert.Equal([(ShapeChangeKind.Vanished, "often", 20L), (ShapeChangeKind.New, "new", 20L)], next.ShapeChanges.Select(one => (one.Kind, one.Field, one.Records)));
        Assert.Equal(new ShapeCounts { New = 1, Vanished = 1 }, Assert.Single(next.Components, component => component.Id == "source").Shape);
        Assert.Empty(last.ShapeChanges);
    }

    [Fact]
    public async Task Run_CutBetweenThePassAndItsEnd_WhatMayNotVanishIsRefusedByTheNextRun()
    {
        _run.Contracts["source"] = Freeze;
        await LoseAFieldInACutRunAsync();

        var next = await _run.RunAsync();

        Assert.Equal((RunOutcome.Failed, "engine.contract_frozen"), (next.Outcome, next.Failure!.Code));
        Assert.Contains("it is in none of 40", next.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CutWhileAnotherSourceIsRead_BothAreKnownAtTheEnd()
    {
        var other = new ShapeSource { Records = Plain(200) };
        _run.Collect(other, "other");
        _source.Records = Plain(10);
        other.BeforePage = first => Cut(first == 100);
        await _run.RunAsync();
        other.BeforePage = _ => { };
        Assert.Contains("\"learns\":true", Mark());

        var last = await _run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 100), (last.Outcome, last.Totals.Collected));
        Assert.Contains("\"learns\":false", Mark());
        Assert.Contains("\"learns\":false", Mark("other"));
    }

    [Fact]
    public async Task Run_CutBehindThePassOfAFallback_ItsShapeIsKnown()
    {
        var primary = new FakeCollector("main", 20) { BeforePage = (_, _) => throw new FaultException(FaultKind.Unavailable, "it is down") };
        var run = new EngineRun { Settings = _run.Settings }.Collect(primary, "main", fallback: new CollectorPlan { Id = "spare", Type = "spare", Collector = _source }).WriteHome();
        _source.Records = Plain(20);
        CutBehindPasses(run);
        await run.RunAsync();
        Assert.Contains("\"learns\":true", Mark("spare", run));
        run.Home.Disturb = _ => default;
        primary.BeforePage = (_, _) => { };

        var last = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 20), (last.Outcome, last.Totals.Collected));
        Assert.Contains("\"learns\":false", Mark("spare", run));
    }

    private async Task LoseAFieldInACutRunAsync()
    {
        _source.Records = ShapeSource.Many(20, n => $$"""{"id":{{n}},"often":"x"}""");
        await _run.RunAsync();
        _source.Records = Plain(20);
        CutBehindPasses();
        await _run.RunAsync();
        _run.Home.Disturb = _ => default;
    }

    private static List<string> Plain(int records) => ShapeSource.Many(records, n => $$"""{"id":{{n}}}""");

    private static void Cut(bool cuts)
    {
        if (cuts)
        {
            throw new FaultException(FaultKind.Fatal, "cut");
        }
    }

    private void CutBehindRecords(int count) => _source.BeforePage = first => Cut(first == count);

    /// <summary>No commit goes through behind the one that ends a pass.</summary>
    private void CutBehindPasses(EngineRun? run = null)
    {
        var home = (run ?? _run).Home;
        var before = home.Commits.Count;
        home.Disturb = _ => (home.Commits.Skip(before).Any(commit => commit.Splits.Any(split => split.State is { Done: true })), false);
    }

    private string Mark(string collector = "source", EngineRun? run = null) => (run ?? _run).Home.Marks[ShapeWatch.MarkPrefix + collector];
}
