using System.Text;

namespace JobPilot.State.Tests;

public sealed class MemoryViewTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StateFolder _folder = new();
    private StateStore _store;

    public MemoryViewTests() => _store = _folder.Open();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Apply_InOrder_ValuesAndNumberSurviveReopening()
    {
        await ApplyAsync(1, ("a", "1"), ("b", "1"));
        await ApplyAsync(2, ("a", "2"), ("b", null));
        await ReopenAsync();
        Assert.Equal(2, await _store.AppliedAsync("owner", "home", None));
        Assert.Equal("a=2", await ReadAsync("a", "b", "c"));
    }

    [Fact]
    public async Task Apply_ValuesKeptAsUtf8_AreThoseOfStrings()
    {
        await ApplyAsync(1, ("a", "old"), ("b", "old"));
        string[] values = ["new é 日", "", "a\0b"];
        var changes = values.Select((value, i) => MemoryChange.OfUtf8("scope", Encoding.UTF8.GetBytes($"{(char)('b' + i)}"), Encoding.UTF8.GetBytes(value)));
        await _store.ApplyAsync("owner", "home", 2, 2, [MemoryChange.OfUtf8("scope", "a"u8.ToArray(), null), .. changes], None);
        await ReopenAsync();

        Assert.Equal("b=new é 日,c=,d=a\0b", await ReadAsync("a", "b", "c", "d"));
    }

    [Fact]
    public async Task Apply_Empty_MovesTheNumber()
    {
        await ApplyAsync(1);
        Assert.Equal(1, await _store.AppliedAsync("owner", "home", None));
    }

    [Fact]
    public async Task Apply_NumberAlreadyApplied_DoesNothing()
    {
        await ApplyAsync(1, ("a", "1"));
        await ApplyAsync(2, ("a", "2"));
        await ApplyAsync(1, ("a", "again"));
        await ApplyAsync(2, ("a", "again"));
        Assert.Equal("a=2", await ReadAsync("a"));
        Assert.Equal(2, await _store.AppliedAsync("owner", "home", None));
    }

    [Fact]
    public async Task Apply_LeavesAGap_ThrowsNamingBothAndChangesNothing()
    {
        await ApplyAsync(1, ("a", "1"));
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => ApplyAsync(3, ("a", "3")));
        Assert.Contains("commit 1 ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("commit 3 ", exception.Message, StringComparison.Ordinal);
        Assert.Equal("a=1", await ReadAsync("a"));
        await ApplyAsync(2, ("a", "2"));
        Assert.Equal("a=2", await ReadAsync("a"));
    }

    [Fact]
    public async Task Apply_SeveralCommitsAtOnce_LastChangeOfAKeyHolds()
    {
        await ApplyAsync(1, ("a", "1"));
        await _store.ApplyAsync(
            "owner", "home", 1, 4, [new MemoryChange(Key("a"), "1"), new MemoryChange(Key("a"), "3"), new MemoryChange(Key("b"), "2"), new MemoryChange(Key("b"), null)], None);
        Assert.Equal(4, await _store.AppliedAsync("owner", "home", None));
        Assert.Equal("a=3", await ReadAsync("a", "b"));
        await ApplyAsync(5, ("b", "5"));
        Assert.Equal("a=3,b=5", await ReadAsync("a", "b"));
    }

    [Fact]
    public async Task Apply_NewScopeInAFailedApply_IsNotRemembered()
    {
        await Assert.ThrowsAnyAsync<Exception>(async () => await _store.ApplyAsync(
            "owner", "home", 1, 1, [new MemoryChange(new MemoryKey("scope", "a"), "1"), new MemoryChange(new MemoryKey("scope", null!), "1")], None));
        await ApplyAsync(1, ("b", "1"));
        await ReopenAsync();
        Assert.Equal("b=1", await ReadAsync("a", "b"));
    }

    [Fact]
    public async Task Read_OtherHomeOrOwner_FindsNothing()
    {
        await ApplyAsync(1, ("a", "1"));
        Assert.Empty(await _store.ReadAsync("owner", "other", [Key("a")], None));
        Assert.Empty(await _store.ReadAsync("other", "home", [Key("a")], None));
        Assert.Equal(0, await _store.AppliedAsync("owner", "other", None));
    }

    [Fact]
    public async Task Reset_OneView_ForgetsItAndNoOther()
    {
        await ApplyAsync(1, [.. Enumerable.Range(0, 50_000).Select(number => ($"{number}", (string?)"x"))]);
        await _store.ApplyAsync("owner", "other", 1, 1, [new MemoryChange(Key("a"), "other")], None);
        await _store.ResetAsync("owner", "home", None);
        Assert.Equal(0, await _store.AppliedAsync("owner", "home", None));
        Assert.Equal("", await ReadAsync("1"));
        await ApplyAsync(1, ("new", "1"));
        Assert.Equal("new=1", await ReadAsync("1", "new"));
        Assert.Equal("other", (await _store.ReadAsync("owner", "other", [Key("a")], None))[Key("a")]);
        await using var database = new StateDatabase(_folder.File, readOnly: true);
        Assert.Equal(2, await database.ReadAsync(connection => connection.Sqlite.Scalar<long>("SELECT count(*) FROM memory"), 0, None));
        Assert.Equal(2, await database.ReadAsync(connection => connection.Sqlite.Scalar<long>("SELECT count(*) FROM scopes"), 0, None));
    }

    [Fact]
    public async Task Scopes_OneView_AreTheOnesOfItsChangesUntilItIsReset()
    {
        Assert.Empty(await _store.ScopesAsync("owner", "home", None));
        await _store.ApplyAsync("owner", "home", 1, 1, [new MemoryChange(new MemoryKey("one", "a"), "1"), new MemoryChange(new MemoryKey("other", "a"), "1")], None);
        await _store.ApplyAsync("owner", "home", 2, 2, [new MemoryChange(new MemoryKey("one", "b"), "1")], None);
        await _store.ApplyAsync("owner", "elsewhere", 1, 1, [new MemoryChange(new MemoryKey("third", "a"), "1")], None);

        Assert.Equal(["one", "other"], (await _store.ScopesAsync("owner", "home", None)).Order());
        Assert.Empty(await _store.ScopesAsync("somebody", "home", None));
        await _store.ResetAsync("owner", "home", None);
        Assert.Empty(await _store.ScopesAsync("owner", "home", None));
        Assert.Equal(["third"], await _store.ScopesAsync("owner", "elsewhere", None));
    }

    [Fact]
    public async Task Reset_NeverSeen_Harmless() => await _store.ResetAsync("owner", "home", None);

    [Fact]
    public async Task Apply_WithoutAHome_Refused() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await _store.ApplyAsync("owner", "", 1, 1, [], None));

    [Fact]
    public async Task Read_WhileAnotherThreadApplies_EachCommitIsWhole()
    {
        var writing = Task.Run(async () =>
        {
            for (var number = 1; number <= 200; number++)
            {
                await ApplyAsync(number, ("a", $"{number}"), ("b", $"{number}"));
            }
        });
        while (!writing.IsCompleted)
        {
            var read = await _store.ReadAsync("owner", "home", [Key("a"), Key("b")], None);
            Assert.Equal(read.GetValueOrDefault(Key("a")), read.GetValueOrDefault(Key("b")));
        }

        await writing;
        Assert.Equal("a=200", await ReadAsync("a"));
    }

    private static MemoryKey Key(string key) => new("scope", key);

    private async Task ApplyAsync(long number, params (string Key, string? Value)[] changes) => await _store.ApplyAsync(
        "owner", "home", number, number, [.. changes.Select(change => new MemoryChange(Key(change.Key), change.Value))], None);

    private async Task<string> ReadAsync(params string[] keys)
    {
        var read = await _store.ReadAsync("owner", "home", [.. keys.Select(Key)], None);
        return string.Join(",", read.OrderBy(entry => entry.Key.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key.Key}={entry.Value}"));
    }

    private async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = _folder.Open();
    }
}
