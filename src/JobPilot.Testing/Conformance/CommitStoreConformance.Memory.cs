using System.Text;
using Xunit;

namespace JobPilot.Testing;

public abstract partial class CommitStoreConformance
{
    /// <summary>Whether the store keeps journal blobs; by default it does where it does not hold the memory itself.</summary>
    protected virtual bool KeepsJournal => _store is not ISharedMemory;

    /// <summary>A claim returns the blobs behind the number that it names, in order and byte by byte.</summary>
    [Fact]
    public async Task Journal_AfterANumber_BlobsInOrder()
    {
        if (!KeepsJournal)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        var blobs = Enumerable.Range(1, 4).Select(number => $"blob {number} \0 \u00ff {new string('x', number * 50_000)}").ToList();
        for (var number = 1; number <= blobs.Count; number++)
        {
            await CommitAsync(Commit("owner", number, epoch, journal: blobs[number - 1]));
        }

        await ReopenAsync();
        var claim = await PeekAsync("owner", 2);
        Assert.Equal([3L, 4L], claim.Journal.Select(entry => entry.Number));
        Assert.Equal(blobs.Skip(2), claim.Journal.Select(entry => Encoding.UTF8.GetString(entry.Blob.Span)));
        Assert.Equal(1, claim.OldestJournal);
        Assert.Equal(4, (await PeekAsync()).Journal.Count);
        var some = await Store.ClaimAsync(new ClaimRequest("owner", [], 1) { JournalMost = 2 }, None);
        Assert.Equal([2L, 3L], some.Journal.Select(entry => entry.Number));
        Assert.Empty((await PeekAsync("owner", 4)).Journal);
    }

    /// <summary>Blobs up to the trim number go with the commit that says so, the others stay.</summary>
    [Fact]
    public async Task Journal_Trimmed_OnlyNewerOnesStay()
    {
        if (!KeepsJournal)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Commit("owner", 1, epoch, journal: "one"));
        await CommitAsync(Commit("owner", 2, epoch, journal: "two"));
        await CommitAsync(Commit("owner", 3, epoch, journal: "three", trim: 2));
        var claim = await PeekAsync();
        Assert.Equal([3L], claim.Journal.Select(entry => entry.Number));
        Assert.Equal(3, claim.OldestJournal);
        await CommitAsync(Commit("owner", 4, epoch, trim: 0));
        Assert.Contains((await PeekAsync()).Journal, entry => entry.Number == 3);
    }

    /// <summary>A commit that is refused trims nothing.</summary>
    [Fact]
    public async Task Journal_FencedTrim_TrimsNothing()
    {
        if (!KeepsJournal)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Commit("owner", 1, epoch, journal: "one"));
        await CommitAsync(Commit("owner", 1, epoch, journal: "again", trim: 1), CommitStatus.Fenced);
        Assert.Equal("one", Encoding.UTF8.GetString(Assert.Single((await PeekAsync()).Journal).Blob.Span));
    }

    /// <summary>Journals of two owners are kept, read and trimmed apart.</summary>
    [Fact]
    public async Task Journal_TwoOwners_KeptApart()
    {
        if (!KeepsJournal)
        {
            return;
        }

        var first = (await ClaimAsync("first")).Epochs["all"];
        var second = (await ClaimAsync("second")).Epochs["all"];
        await CommitAsync(Commit("first", 1, first, journal: "first"));
        await CommitAsync(Commit("second", 1, second, journal: "second"));
        await CommitAsync(Commit("second", 2, second, trim: 1));
        Assert.Equal("first", Encoding.UTF8.GetString(Assert.Single((await PeekAsync("first")).Journal).Blob.Span));
    }

    /// <summary>Remembered values come back, are replaced, and are forgotten by null; only keys with a value are returned.</summary>
    [Fact]
    public async Task Memory_Changes_ComeBack()
    {
        if (Store is not ISharedMemory)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Commit("owner", 1, epoch, memory: [Change("s", "a", "1"), Change("s", "b", "1"), Change("s", "b", "2"), Change("t", "a", "other scope")]));
        await CommitAsync(Commit("owner", 2, epoch, memory: [Change("s", "a", null), Change("s", "c", ""), Change("s", "missing", null)]));
        await ReopenAsync();
        var read = await ReadMemoryAsync("owner", new("s", "a"), new("s", "b"), new("s", "c"), new("t", "a"), new("s", "missing"), new("none", "a"));
        Assert.Equal(3, read.Count);
        Assert.Equal("2", read[new("s", "b")]);
        Assert.Equal("", read[new("s", "c")]);
        Assert.Equal("other scope", read[new("t", "a")]);
    }

    /// <summary>Owners remember apart; so do keys that differ only in case or a trailing space.</summary>
    [Fact]
    public async Task Memory_OwnersAndKeysAlike_KeptApart()
    {
        if (Store is not ISharedMemory)
        {
            return;
        }

        var first = (await ClaimAsync("first")).Epochs["all"];
        await CommitAsync(Commit("first", 1, first, memory: [Change("s", "a", "1"), Change("s", "A", "2"), Change("s", "a ", "3")]));
        Assert.Empty(await ReadMemoryAsync("second", new MemoryKey("s", "a")));
        var read = await ReadMemoryAsync("first", new("s", "a"), new("s", "A"), new("s", "a "));
        Assert.Equal(("1", "2", "3"), (read[new("s", "a")], read[new("s", "A")], read[new("s", "a ")]));
    }

    /// <summary>Thousands of keys are read at once, with long values and letters outside ASCII.</summary>
    [Fact]
    public async Task Memory_ManyKeys_ReadAtOnce()
    {
        if (Store is not ISharedMemory)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        var changes = Enumerable.Range(0, 3000).Select(number => Change("s", $"ключ {number} '\"\0", $"{number} 🚀 {new string('x', number)}")).ToList();
        await CommitAsync(Commit("owner", 1, epoch, memory: changes));
        var read = await ReadMemoryAsync("owner", [.. changes.Select(change => change.Key), new MemoryKey("s", "absent")]);
        Assert.Equal(changes.Count, read.Count);
        Assert.All(changes, change => Assert.Equal(change.Value, read[change.Key]));
    }

    private static MemoryChange Change(string scope, string key, string? value) => new(new MemoryKey(scope, key), value);

    private async Task<IReadOnlyDictionary<MemoryKey, string>> ReadMemoryAsync(string owner, params MemoryKey[] keys) =>
        await ((ISharedMemory)Store).ReadMemoryAsync(owner, keys, None);
}
