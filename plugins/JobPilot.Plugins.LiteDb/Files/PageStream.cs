namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>What LiteDB reads and writes through; <see cref="DataStream"/> and <see cref="LogStream"/> say when it reaches the disk.</summary>
internal abstract class PageStream(IPageFile file, DiskFailure failure) : Stream
{
    public const int PageSize = 8192;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => File.Length;

    public override long Position { get; set; }

    protected IPageFile File { get; } = file;

    protected DiskFailure Failure { get; } = failure;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = File.Read(buffer.AsSpan(offset, count), Position);
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        var position = Position;
        Failure.Run(() => WriteAt(buffer.AsSpan(offset, count), position));
        Position = position + count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    protected abstract void WriteAt(ReadOnlySpan<byte> data, long position);
}
