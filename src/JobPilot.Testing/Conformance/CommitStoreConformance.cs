using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace JobPilot.Testing;

/// <summary>
/// What every home promises (a sink that commits, a state store): claims and epochs, fencing, numbers, marks, journal or memory, and that a
/// commit is whole or not at all. Derive a class in the plugin's tests; all facts are inherited. One instance of the class, so one fact, has
/// one place: empty at first, seen by all stores that the fact opens.
/// </summary>
public abstract partial class CommitStoreConformance : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private ICommitStore? _store;

    /// <summary>Whether the store takes rows: by default it does where it is a sink.</summary>
    protected virtual bool TakesRows => _store is ISink;

    /// <summary>Opens a store over the place of this fact, ready to be claimed. The suite disposes one before it opens the next.</summary>
    protected abstract Task<ICommitStore> OpenStoreAsync();

    /// <summary>Keys of the rows that the place holds, in any order; called while a store is open. Null (the default) where it takes no rows.</summary>
    protected virtual Task<IReadOnlyList<string>?> ReadKeysAsync() => Task.FromResult<IReadOnlyList<string>?>(null);

    /// <summary>Makes a row that the store refuses for what it is; null (the default) where there is none.</summary>
    /// <param name="key">Key of the row.</param>
    protected virtual Record? CreateRefusedRow(string key) => null;

    /// <summary>Makes a row that the store takes. Fields <c>id</c> (the key) and <c>title</c> by default.</summary>
    /// <param name="key">Key of the row.</param>
    /// <param name="title">Its title.</param>
    protected virtual Record CreateRow(string key, string title) =>
        Record.FromJson(new JsonObject { ["id"] = key, ["title"] = title }, key).WithOrigin();

    /// <inheritdoc />
    public async Task InitializeAsync() => _store = await OpenStoreAsync();

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await Owned.DisposeAsync(Store);
        await CleanUpAsync();
    }

    /// <summary>Disposing twice does no harm, and what was committed is there afterwards.</summary>
    [Fact]
    public async Task Dispose_Twice_Harmless()
    {
        await CommitAsync(new Commit("owner", 1, []) { Marks = new Dictionary<string, string> { ["a"] = "1" } });
        await Owned.DisposeTwiceAsync(Store);
        await ReopenAsync();
        Assert.Equal("1", (await ClaimAsync()).Marks["a"]);
    }

    /// <summary>Removes the place after a fact; does nothing by default.</summary>
    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    private ICommitStore Store => _store ?? throw new InvalidOperationException("The store is not open.");

    private static SplitState State(string position) => new()
    {
        Position = position,
        AsOf = new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero),
    };

    private static Commit Commit(
        string owner, long number, long epoch, string split = "all", string? journal = null, long trim = 0,
        IReadOnlyDictionary<string, string>? marks = null, IReadOnlyList<Record>? rows = null, IReadOnlyList<MemoryChange>? memory = null) =>
        new(owner, number, [new SplitCommit(split, epoch, State($"{number}"))])
        {
            Journal = journal is null ? default : Encoding.UTF8.GetBytes(journal),
            JournalTrim = trim,
            Marks = marks ?? new Dictionary<string, string>(),
            Rows = rows ?? [],
            Memory = memory ?? [],
            RunId = $"run-{number}",
            Counts = $$"""{"collected":{{number}}}""",
        };

    private async Task ReopenAsync()
    {
        await Owned.DisposeAsync(Store);
        _store = await OpenStoreAsync();
    }

    private async Task<Claim> ClaimAsync(string owner = "owner", long journalAfter = 0, params string[] splits) =>
        await Store.ClaimAsync(new ClaimRequest(owner, splits.Length == 0 ? ["all"] : splits, journalAfter) { RunId = "run" }, None);

    private async Task<Claim> PeekAsync(string owner = "owner", long journalAfter = 0) =>
        await Store.ClaimAsync(new ClaimRequest(owner, [], journalAfter), None);

    private async Task<CommitResult> CommitAsync(Commit commit, CommitStatus expected = CommitStatus.Committed)
    {
        var result = await Store.CommitAsync(commit, None);
        Assert.True(result.Status == expected, $"Commit {commit.Number} is {result.Status} ({result.Reason}), not {expected}.");
        return result;
    }

    private async Task AssertKeysAsync(params string[] keys)
    {
        if (await ReadKeysAsync() is { } actual)
        {
            Assert.Equal(keys.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }
}
