namespace JobPilot.Engine.Preview;

/// <summary>A home that knows nothing and keeps nothing but what this preview remembers.</summary>
internal sealed class ScratchHome : ICommitStore, ISharedMemory
{
    public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => new(new Claim(
        "scratch",
        0,
        request.SplitIds.ToDictionary(id => id, _ => 1L),
        new Dictionary<string, SplitState>(),
        new Dictionary<string, string>(),
        [],
        0));

    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken) => new(new CommitResult(CommitStatus.Committed));

    public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) => new(0L);

    public ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadMemoryAsync(
        string owner, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken) =>
        new(new Dictionary<MemoryKey, string>());
}
