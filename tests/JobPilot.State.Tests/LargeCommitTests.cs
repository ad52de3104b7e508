namespace JobPilot.State.Tests;

public sealed class LargeCommitTests : IAsyncDisposable
{
    private const int Bytes = 8 << 20;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StateFolder _folder = new();
    private readonly StateStore _store;

    public LargeCommitTests() => _store = _folder.Open();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Commit_BlobsOfMegabytes_AreKeptWholeAndCopiedIntoNoArray()
    {
        var blob = new byte[Bytes + 10];
        new Random(7).NextBytes(blob);
        var part = blob.AsMemory(5, Bytes); // A commit's blobs are pieces of larger buffers.
        Commit Numbered(long number) => new("jobs", number, [])
        {
            RunId = "r1",
            Journal = part,
            Undo = new CommitUndo("r1") { First = number == 1, Memory = part, Reads = part },
        };
        await _store.CommitAsync(Numbered(1), None); // Rents the arrays that packing needs.

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = await _store.CommitAsync(Numbered(2), None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(CommitStatus.Committed, result.Status);
        Assert.InRange(allocated, 0, Bytes / 8);
        var claim = await _store.ClaimAsync(new ClaimRequest("jobs", [], 0), None);
        Assert.Equal(2, claim.Journal.Count);
        Assert.All(claim.Journal, entry => Assert.True(entry.Blob.Span.SequenceEqual(part.Span)));
        var undo = await _store.ReadUndoAsync("jobs", None);
        Assert.Equal([1L, 2L], undo.Select(entry => entry.Number).Order());
    }
}
