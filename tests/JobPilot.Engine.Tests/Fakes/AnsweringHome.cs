namespace JobPilot.Engine.Tests.Fakes;

/// <summary>A home that answers commits as the test says; null lets the home behind it answer.</summary>
internal sealed class AnsweringHome(MemoryHome home, Func<Commit, CommitResult?> answer) : ICommittingSink
{
    public int Asked { get; private set; }

    public SinkOperations Operations => home.Operations;

    public string Location => home.Location;

    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => home.OpenAsync(open, cancellationToken);

    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) => home.WriteAsync(records, cancellationToken);

    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => home.FlushAsync(cancellationToken);

    public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => home.ClaimAsync(request, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        Asked++;
        return answer(commit) is { } result ? new(result) : home.CommitAsync(commit, cancellationToken);
    }

    public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) => home.LastCommitAsync(owner, cancellationToken);
}
