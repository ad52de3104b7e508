namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>A file in memory, for the self-test and for checks that must not touch what they look at.</summary>
internal sealed class MemoryFile : IPageFile
{
    private readonly MemoryStream _bytes = new();

    public MemoryFile()
    {
    }

    public MemoryFile(ReadOnlySpan<byte> content) => _bytes.Write(content);

    public long Length => _bytes.Length;

    public int Read(Span<byte> buffer, long offset)
    {
        _bytes.Position = offset;
        return _bytes.Read(buffer);
    }

    public void Write(ReadOnlySpan<byte> data, long offset)
    {
        _bytes.Position = offset;
        _bytes.Write(data);
    }

    public void SetLength(long length) => _bytes.SetLength(length);

    public void Sync()
    {
    }

    public void Dispose() => _bytes.Dispose();
}
