namespace JobPilot.Engine.Http;

/// <summary>
/// Keeps the socket handler from sending a request again by itself, which it does up to three times where the server ends the connection before it answers:
/// such calls cost credits and would be neither counted nor paced. Here that end is a failed attempt, and the policy decides what follows.
/// </summary>
/// <param name="inner">The connection, above its encryption.</param>
internal sealed class OneSendStream(Stream inner) : Stream
{
    private volatile bool _awaitsAnswer;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Answered(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);
        }
        catch (IOException exception) when (_awaitsAnswer)
        {
            throw Ended(exception);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Answered(inner.Read(buffer), buffer.Length);
        }
        catch (IOException exception) when (_awaitsAnswer)
        {
            throw Ended(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _awaitsAnswer = true;
        try
        {
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw Ended(exception);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _awaitsAnswer = true;
        try
        {
            inner.Write(buffer);
        }
        catch (IOException exception)
        {
            throw Ended(exception);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>An end behind the first byte of an answer may be the end of its body; a read into nothing only waits for the first byte.</summary>
    private int Answered(int read, int room)
    {
        if (read > 0)
        {
            _awaitsAnswer = false;
        }
        else if (room > 0 && _awaitsAnswer)
        {
            throw Ended(null);
        }

        return read;
    }

    /// <summary>Not an <see cref="IOException"/>: after one of those the handler would send again.</summary>
    private static HttpRequestException Ended(IOException? cause) =>
        new(HttpRequestError.ResponseEnded, "The server ended the connection before it answered.", cause);
}
