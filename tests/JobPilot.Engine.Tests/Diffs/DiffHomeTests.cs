using System.Text;
using JobPilot.Engine.Diffs;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Hosting;

namespace JobPilot.Engine.Tests.Diffs;

/// <summary>What stands before the home while a comparison runs.</summary>
public class DiffHomeTests
{
    private static readonly MemoryKey One = new("scope", "one");
    private static readonly MemoryKey Two = new("scope", "two");
    private static readonly MemoryKey Three = new("scope", "three");

    private readonly MemoryHome _before = new();
    private readonly DiffHome _home = new();
    private readonly AskedView _view = new();

    [Fact]
    public async Task Claim_HomeWithShapesAndMarks_TellsTheShapesAlone()
    {
        Begin("home-1", 7, new() { ["@shape/source"] = "text", ["file"] = "12" });

        var claim = await _home.ClaimAsync(new ClaimRequest("test", ["source/one", "source/two"], 0), default);

        Assert.Equal(("home-1", 7, 0), (claim.HomeId, claim.LastCommit, claim.OldestJournal));
        Assert.Equal(new Dictionary<string, long> { ["source/one"] = 1, ["source/two"] = 1 }, claim.Epochs);
        Assert.Equal(new Dictionary<string, string> { ["@shape/source"] = "text" }, claim.Marks);
        Assert.Empty(claim.Splits);
        Assert.Empty(claim.Journal);
        Assert.Equal(7, await _home.LastCommitAsync("test", default));
    }

    [Fact]
    public async Task Claim_BeforeAHomeIsKnown_KnowsNothing()
    {
        var claim = await _home.ClaimAsync(new ClaimRequest("test", [], 0), default);

        Assert.Equal(("", 0), (claim.HomeId, claim.LastCommit));
        Assert.Empty(claim.Marks);
    }

    [Theory]
    [InlineData(3, 9)]
    [InlineData(12, 12)]
    public async Task Begin_Again_GoesOnBehindTheCommitThatCameLast(long known, long expected)
    {
        Begin("home-1", 8, []);
        var result = await _home.CommitAsync(new Commit("test", 9, []), default);
        Assert.Equal((CommitStatus.Committed, 9), (result.Status, await _home.LastCommitAsync("test", default)));

        Begin("home-1", known, []);

        Assert.Equal(expected, await _home.LastCommitAsync("test", default));
    }

    [Fact]
    public async Task Sink_StandsBeforeTheHome_IsLikeItAndTakesCommitsAlone()
    {
        Begin("home-1", 0, []);

        Assert.Equal((_before.Operations, _before.Location), (_home.Operations, _home.Location));
        await _home.OpenAsync(new SinkOpen(newRun: true), default);
        Assert.Null(await _home.FlushAsync(default));
        await Assert.ThrowsAsync<NotSupportedException>(() => _home.WriteAsync([], default).AsTask());
    }

    [Theory]
    [InlineData("Patch {\"x\":1}", "patch {\"x\":1}")]
    [InlineData("Patch {\"x\":2,\"y\":3}", "patch {\"x\":1,\"y\":1}", "patch {\"x\":2,\"y\":3}")]
    [InlineData("Patch {\"x\":1,\"y\":3}", "patch {\"x\":1}", "patch {\"y\":3}")]
    [InlineData("Patch {\"x\":null}", "patch {\"x\":1}", "patch {\"x\":null}")]
    [InlineData("Upsert {\"x\":1,\"y\":3}", "upsert {\"x\":1}", "patch {\"y\":3}")]
    [InlineData("Upsert {\"x\":1}", "upsert {\"y\":3}", "upsert {\"x\":1}")]
    [InlineData("Upsert {\"x\":1}", "patch {\"y\":3}", "upsert {\"x\":1}")]
    [InlineData("Upsert {\"x\":1}", "delete", "upsert {\"x\":1}")]
    [InlineData("Delete ", "delete")]
    [InlineData("Delete ", "upsert {\"x\":1}", "delete")]
    [InlineData("Delete ", "patch {\"x\":1}", "delete")]
    [InlineData("Delete ", "delete", "patch {\"x\":1}")]
    public async Task Commit_WhatComesForARow_IsKeptAsOne(string expected, params string[] changes)
    {
        Begin("home-1", 0, []);

        for (var i = 0; i < changes.Length; i++)
        {
            await _home.CommitAsync(new Commit("test", i + 1, []) { Rows = [Change(changes[i])] }, default);
        }

        var (key, row) = Assert.Single(_home.Rows);
        Assert.Equal(("a", expected), (key, $"{row.Operation} {Encoding.UTF8.GetString(row.Fields.Span)}"));
    }

    [Fact]
    public async Task Commit_RowsWithoutAKey_ArePassedOver()
    {
        Begin("home-1", 0, []);

        await _home.CommitAsync(new Commit("test", 1, []) { Rows = [Record.Create(), Record.Create("a"), Record.Create("A")] }, default);

        Assert.Equal(["A", "a"], _home.Rows.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ReadMemory_NothingChanged_IsWhatTheHomeRemembers()
    {
        Begin("home-1", 1, []);
        _view.Values[One] = "1";

        var found = await _home.ReadMemoryAsync("test", [One, Two], default);

        Assert.Equal(new Dictionary<MemoryKey, string> { [One] = "1" }, found);
        Assert.Equal(["test home-1 one two"], _view.Asked);
    }

    [Fact]
    public async Task ReadMemory_ValuesThatTheReplayChanged_TakeThePlaceOfTheHomes()
    {
        Begin("home-1", 1, []);
        (_view.Values[One], _view.Values[Two], _view.Values[Three]) = ("1", "2", "3");
        await _home.CommitAsync(new Commit("test", 2, []) { Memory = [new(One, "first"), new(Two, "second")] }, default);
        await _home.CommitAsync(new Commit("test", 3, []) { Memory = [new(One, "changed"), new(Two, null)] }, default);

        var found = await _home.ReadMemoryAsync("test", [One, Two, Three], default);

        Assert.Equal(new Dictionary<MemoryKey, string> { [One] = "changed", [Three] = "3" }, found);
        Assert.Equal(["test home-1 three"], _view.Asked);
    }

    [Fact]
    public async Task ReadMemory_AllChangedByTheReplay_AsksNobody()
    {
        Begin("home-1", 1, []);
        await _home.CommitAsync(new Commit("test", 2, []) { Memory = [new(One, "1"), new(Two, null)] }, default);

        var found = await _home.ReadMemoryAsync("test", [One, Two], default);

        Assert.Equal(new Dictionary<MemoryKey, string> { [One] = "1" }, found);
        Assert.Empty(_view.Asked);
    }

    [Fact]
    public async Task ReadMemory_HomeThatDoesNotExist_KnowsWhatTheReplayChangedAlone()
    {
        Begin("", 0, []);
        await _home.CommitAsync(new Commit("test", 1, []) { Memory = [new(One, "1")] }, default);

        var found = await _home.ReadMemoryAsync("test", [One, Two], default);

        Assert.Equal(new Dictionary<MemoryKey, string> { [One] = "1" }, found);
        Assert.Empty(_view.Asked);
    }

    private static Record Change(string text) => text.Split(' ', 2) switch
    {
        ["delete"] => Record.Delete("a"),
        ["patch", var fields] => Record.Patch("a", Record.FromUtf8(Encoding.UTF8.GetBytes(fields)).Json),
        [_, var fields] => Record.FromUtf8(Encoding.UTF8.GetBytes(fields), "a"),
        _ => throw new ArgumentException(text),
    };

    private void Begin(string homeId, long lastCommit, Dictionary<string, string> marks) => _home.Begin(
        _before, new Claim(homeId, lastCommit, new Dictionary<string, long>(), new Dictionary<string, SplitState> { ["source/all"] = new() }, marks, [], 5), _view);

    /// <summary>A view that notes what it is asked for, and cannot be changed.</summary>
    private sealed class AskedView : IMemoryView
    {
        public Dictionary<MemoryKey, string> Values { get; } = [];

        public List<string> Asked { get; } = [];

        public ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadAsync(
            string owner, string homeId, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken)
        {
            Asked.Add($"{owner} {homeId} {string.Join(' ', keys.Select(key => key.Key))}");
            return new(keys.Where(Values.ContainsKey).ToDictionary(key => key, key => Values[key]));
        }

        public ValueTask<long> AppliedAsync(string owner, string homeId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask ApplyAsync(
            string owner, string homeId, long first, long last, IReadOnlyList<MemoryChange> changes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask ResetAsync(string owner, string homeId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask LoadAsync(string owner, string homeId, IReadOnlyList<MemoryChange> changes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask CompleteLoadAsync(string owner, string homeId, long number, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
