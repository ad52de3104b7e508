namespace JobPilot.Engine.Diffs;

/// <summary>Takes dead letters and keeps none.</summary>
internal sealed class DiscardedLetters : ISink
{
    public SinkOperations Operations => SinkOperations.Upsert;

    public string Location => "nowhere";

    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => default;

    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) => new(new WriteResult());

    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => new((string?)null);
}
