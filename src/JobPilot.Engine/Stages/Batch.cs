namespace JobPilot.Engine.Stages;

/// <summary>Some records in order: what goes through the channels. Ends of pages lie behind its last record only.</summary>
internal sealed class Batch(List<Item> items, List<PageEnd> pageEnds, bool endsPage)
{
    private readonly TaskCompletionSource _processed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Collected records, each once.</summary>
    public List<Item> Items { get; } = items;

    /// <summary>Records that are still on their way, behind the pure processors: items, or what took their place.</summary>
    public List<Item> Live { get; set; } = items;

    public List<PageEnd> PageEnds { get; } = pageEnds;

    /// <summary>Whether the last record is the last one of its page, so that a commit may follow.</summary>
    public bool EndsPage { get; } = endsPage;

    /// <summary>Component that works on it, for the message when time is up.</summary>
    public volatile string CurrentComponent = "";

    /// <summary>Shapes of sources as they are behind the last record, in their stored form by mark; null where none changed, or a page is not over.</summary>
    public IReadOnlyDictionary<string, string>? Shapes { get; init; }

    public Task Processed => _processed.Task;

    public void Complete() => _processed.TrySetResult();

    public void Fail(Exception exception) => _processed.TrySetException(exception);
}
