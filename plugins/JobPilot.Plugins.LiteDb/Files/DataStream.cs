namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>
/// The data file, written only by a checkpoint. Rule 4: (d) the log is durable before the first write of a checkpoint; (e) a flush is a
/// real one.
/// </summary>
internal sealed class DataStream(IPageFile file, LogStream log, DiskFailure failure) : PageStream(file, failure)
{
    public override void Flush() => Failure.Run(File.Sync);

    public override void SetLength(long value) => Failure.Run(() => File.SetLength(value));

    protected override void WriteAt(ReadOnlySpan<byte> data, long position)
    {
        log.Sync();
        if (!Failure.Failed)
        {
            File.Write(data, position);
        }
    }
}
