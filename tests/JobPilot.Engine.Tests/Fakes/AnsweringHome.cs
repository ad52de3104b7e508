namespace JobPilot.Engine.Tests.Fakes;

/// <summary>A home that answers commits as the test says; null lets the home behind it answer.</summary>
internal sealed class AnsweringHome(MemoryHome home, Func<Commit, CommitResult?> answer) : ICommittingSink
{
    public int Asked { get; private set; }

    /// <summary>Called when the home is opened.</summary>
    public Func<CancellationToken, Task> Opening { get; init; } = _ => Task.CompletedTask;

    /// <summary>Thrown when the home is asked for its last commit; null lets it answer.</summary>
    public Exception? OnLastCommit { get; set; }

    public SinkOperations Operations => home.Operations;

    public string Location => home.Location;

    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => new(Opening(cancellationToken));

    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) => home.WriteAsync(records, cancellationToken);

    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => home.FlushAsync(cancellationToken);

    public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => home.ClaimAsync(request, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        Asked++;
        return answer(commit) is { } result ? new(result) : home.CommitAsync(commit, cancellationToken);
    }

    public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) =>
        OnLastCommit is null ? home.LastCommitAsync(owner, cancellationToken) : ValueTask.FromException<long>(OnLastCommit);
}
