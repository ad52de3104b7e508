using JobPilot.Engine.Tests.Fakes;
using JobPilot.Testing;

namespace JobPilot.Engine.Tests.Commits;

/// <summary>What an operator changes in a home, and what a home may answer.</summary>
public class PipelineHomeTests
{
    private readonly EngineRun _run = new EngineRun().Collect(new FakeCollector("a", 20));

    [Fact]
    public async Task Change_Forgotten_TheNextRunReadsFromTheStart()
    {
        _run.WriteHome();
        await _run.RunAsync();
        using var home = _run.OpenHome();
        Assert.Equal(("home", "/memory"), (home.Component, home.Location));
        Assert.True((await home.ReadAsync(default)).Splits.ContainsKey("source/all"));

        await home.ChangeAsync(new Dictionary<string, SplitState?> { ["source/all"] = null }, new Dictionary<string, string> { ["file"] = "7" }, default);

        var known = await home.ReadAsync(default);
        Assert.Equal((false, "7"), (known.Splits.ContainsKey("source/all"), known.Marks["file"]));
        Assert.Equal(20, (await _run.RunAsync()).Totals.Collected);
    }

    [Fact]
    public async Task Change_OfNothing_AsksNobody()
    {
        var answering = new AnsweringHome(_run.Home, _ => null);
        _run.Write(answering, "home");
        using var home = _run.OpenHome();

        await home.ChangeAsync(new Dictionary<string, SplitState?>(), new Dictionary<string, string>(), default);
        await home.ChangeAsync(new Dictionary<string, SplitState?>(), new Dictionary<string, string>(), default, []);

        Assert.Equal(0, answering.Asked);
    }

    [Fact]
    public async Task Change_OfDebtsAlone_IsMade()
    {
        _run.WriteHome();
        using var home = _run.OpenHome();

        await home.ChangeAsync(new Dictionary<string, SplitState?>(), new Dictionary<string, string>(), default, [new Debt("file", 3, "owed")]);

        Assert.Equal("owed", Assert.Single(_run.Home.Debts).Value);
    }

    [Fact]
    public async Task Change_HomeWithTheMemoryBesideIt_LeavesNoGapInTheJournal()
    {
        _run.WriteHome();
        using var home = _run.OpenHome();

        await home.ChangeAsync(new Dictionary<string, SplitState?>(), new Dictionary<string, string> { ["file"] = "7" }, default);

        Assert.False(Assert.Single(_run.Home.Commits).Journal.IsEmpty);
        Assert.Null(_run.Home.Commits[0].Undo);
    }

    [Fact]
    public async Task Change_HomeThatHoldsTheMemoryAndTakesRunsBack_KeepsTheChangeAsNoRunsAndNoJournal()
    {
        var store = new SharedMemoryStoreFake();
        _run.StateStore = store;
        _run.Write(new MarkedSink());
        using var home = _run.OpenHome();

        await home.ChangeAsync(new Dictionary<string, SplitState?>(), new Dictionary<string, string> { ["file"] = "7" }, default);

        Assert.Empty((await store.ClaimAsync(new ClaimRequest("test", [], 0), default)).Journal);
        Assert.Equal("", Assert.Single(await store.ReadUndoAsync("test", default)).RunId);
    }

    [Fact]
    public async Task Change_HomeCannotBeOpened_ItsOwnFaultIsTold()
    {
        var answering = new AnsweringHome(_run.Home, _ => null)
        {
            Opening = _ => throw new FaultException(FaultKind.Fatal, "no such drive") { Code = "test.closed" },
        };
        _run.Write(answering, "home");
        using var home = _run.OpenHome();

        var fault = await Assert.ThrowsAsync<FaultException>(async () =>
            await home.ChangeAsync(new Dictionary<string, SplitState?>(), new Dictionary<string, string> { ["file"] = "7" }, default));

        Assert.Equal(("test.closed", "no such drive", 0), (fault.Code, fault.Message, answering.Asked));
    }

    [Theory]
    [InlineData(CommitStatus.Fenced, "host b has it", "'home' refused the change: host b has it.")]
    [InlineData(CommitStatus.Conflict, null, "'home' refused the change: Conflict.")]
    [InlineData(CommitStatus.Committed, null, "'home' did not forget 'source/all'.")]
    public async Task Change_HomeDoesOtherwise_IsToldWithItsMend(CommitStatus status, string? reason, string message)
    {
        _run.WriteHome();
        await _run.RunAsync();
        _run.Sinks.Clear();
        _run.Write(new AnsweringHome(_run.Home, _ => new CommitResult(status) { Reason = reason }), "home");
        using var home = _run.OpenHome();

        var fault = await Assert.ThrowsAsync<FaultException>(async () =>
            await home.ChangeAsync(new Dictionary<string, SplitState?> { ["source/all"] = null }, new Dictionary<string, string>(), default));

        Assert.Equal(("engine.change_refused", message), (fault.Code, fault.Message));
        Assert.NotNull(fault.Fix);
    }

    [Fact]
    public async Task Change_StateStoreIsTheHome_KeepsPositionsThere()
    {
        _run.Write(new MarkedSink());
        await _run.RunAsync();
        using var home = _run.OpenHome();
        Assert.Equal(("state", null), (home.Component, home.Location));
        var state = (await home.ReadAsync(default)).Splits["source/all"];

        await home.ChangeAsync(new Dictionary<string, SplitState?> { ["source/other"] = state }, new Dictionary<string, string>(), default);

        Assert.Equal(["source/all", "source/other"], (await home.ReadAsync(default)).Splits.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("file", true)]
    [InlineData("@shape/source", false)]
    public void IsOfSink_Mark_TellsSinksFromShapes(string mark, bool expected) => Assert.Equal(expected, PipelineHome.IsOfSink(mark));

    [Fact]
    public void ShapeMark_Collector_IsNoSinks() => Assert.False(PipelineHome.IsOfSink(PipelineHome.ShapeMark("source")));
}
