using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Diffs;

/// <summary>A home that is looked at: whatever would change it fails, and so does whoever reads its rows without coming to an end.</summary>
internal class LookedAtHome(MemoryHome home) : ICommittingSink, IRowReader
{
    private const int MostReads = 10;

    /// <summary>Its identity; "" where it does not exist, and then its rows cannot be read.</summary>
    public string HomeId { get; set; } = "home-1";

    /// <summary>Under which key it keeps a record.</summary>
    public Func<Record, string?> Keys { get; set; } = record => record.Key;

    /// <summary>Called before each page of rows.</summary>
    public Action BeforeRead { get; set; } = () => { };

    /// <summary>Behind which key, and how many rows, it was asked for.</summary>
    public List<(string? After, int Count)> Reads { get; } = [];

    public SinkOperations Operations => home.Operations;

    public string Location => home.Location;

    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask<Claim> PeekAsync(string owner, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Assert.Equal("test", owner);
        var claim = await home.ClaimAsync(new ClaimRequest(owner, [], long.MaxValue), cancellationToken);
        return new Claim(HomeId, claim.LastCommit, claim.Epochs, claim.Splits, claim.Marks, [], 0);
    }

    public ValueTask<IReadOnlyList<Record>> ReadRowsAsync(string? afterKey, int count, CancellationToken cancellationToken)
    {
        BeforeRead();
        cancellationToken.ThrowIfCancellationRequested();
        Assert.InRange(count, 1, 1000);
        Assert.NotEqual("", HomeId);
        Assert.True(Reads.Count < MostReads, "Its rows are read again and again.");
        Reads.Add((afterKey, count));
        return home.ReadRowsAsync(afterKey, count, cancellationToken);
    }

    public string? KeyOf(Record record) => Keys(record);
}
