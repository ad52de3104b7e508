namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>
/// The write-ahead log. LiteDB asks for a flush whenever its queue runs empty, which would be one a page; a transaction needs two.
/// Rule 4: (a) <see cref="Flush"/> does nothing; (b) the page that confirms a transaction becomes valid only after everything before it,
/// and itself, is durable; (c) <see cref="Sync"/> follows Commit; (e) cutting the log is made durable at once.
/// </summary>
internal sealed class LogStream(IPageFile file, DiskFailure failure) : PageStream(file, failure)
{
    /// <summary>Byte of a page's header that is 1 on the last page of a committed transaction.</summary>
    public const int ConfirmedByte = 18;

    private static readonly byte[] Confirmed = [1];
    private readonly Lock _sync = new();
    private readonly SemaphoreSlim _confirmation = new(0);
    private bool _dirty;
    private long _confirmations;

    /// <summary>Transactions confirmed since opening.</summary>
    public long Confirmations => Interlocked.Read(ref _confirmations);

    public override void Flush()
    {
        // Rule 4a.
    }

    public override void SetLength(long value) => Failure.Run(() =>
    {
        lock (_sync)
        {
            File.SetLength(value);
            File.Sync();
            _dirty = false;
        }
    });

    /// <summary>Makes all that was written durable (rules 4c, 4d).</summary>
    public void Sync() => Failure.Run(SyncWritten);

    /// <summary>
    /// Waits until LiteDB's own writer has written the page that confirms a transaction: Commit returns before that.
    /// </summary>
    /// <returns>Whether it came, in time and without a failure.</returns>
    public bool WaitForConfirmation(long seen, TimeSpan timeout)
    {
        var start = Environment.TickCount64;
        while (Confirmations <= seen && !Failure.Failed)
        {
            var left = timeout.TotalMilliseconds - (Environment.TickCount64 - start);
            if (left <= 0)
            {
                return false;
            }

            _confirmation.Wait((int)Math.Min(left, 100));
        }

        return !Failure.Failed;
    }

    protected override void WriteAt(ReadOnlySpan<byte> data, long position)
    {
        if (data.Length != PageSize || data[ConfirmedByte] != 1)
        {
            lock (_sync)
            {
                File.Write(data, position);
                _dirty = true;
            }

            return;
        }

        // The page itself may be torn by a power cut: it is made durable unconfirmed, then one byte, which no disk can tear, confirms it.
        Span<byte> page = stackalloc byte[PageSize];
        data.CopyTo(page);
        page[ConfirmedByte] = 0;
        lock (_sync)
        {
            File.Write(page, position);
            File.Sync();
            File.Write(Confirmed, position + ConfirmedByte);
            _dirty = true;
        }

        Interlocked.Increment(ref _confirmations);
        _confirmation.Release();
    }

    private void SyncWritten()
    {
        lock (_sync)
        {
            if (_dirty)
            {
                File.Sync();
                _dirty = false;
            }
        }
    }
}
