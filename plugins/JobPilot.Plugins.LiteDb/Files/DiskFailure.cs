namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>
/// First failure of either file. After it nothing more reaches the disk: LiteDB's own writer would wait for itself if a write threw, so
/// streams swallow writes instead, and the commit that meets the failure counts as unknown (rule 3).
/// </summary>
internal sealed class DiskFailure
{
    private volatile Exception? _exception;

    public Exception? Exception => _exception;

    public bool Failed => _exception is not null;

    public void Set(Exception exception) => _exception ??= exception;

    /// <summary>Runs a disk operation, or nothing once one failed.</summary>
    public void Run(Action operation)
    {
        if (Failed)
        {
            return;
        }

        try
        {
            operation();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Set(exception);
        }
    }
}
