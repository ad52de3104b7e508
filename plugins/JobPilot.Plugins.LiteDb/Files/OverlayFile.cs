namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>Reads a file and keeps whatever is written to it in memory: the file itself never changes.</summary>
internal sealed class OverlayFile(string path) : IPageFile
{
    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
    private readonly Dictionary<long, byte[]> _pages = [];
    private long? _length;

    public long Length => _length ?? _file.Length;

    public int Read(Span<byte> buffer, long offset)
    {
        if (_pages.TryGetValue(offset, out var page))
        {
            page.AsSpan(0, Math.Min(page.Length, buffer.Length)).CopyTo(buffer);
            return Math.Min(page.Length, buffer.Length);
        }

        _file.Position = offset;
        return _file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }

    public void Write(ReadOnlySpan<byte> data, long offset)
    {
        _pages[offset] = data.ToArray();
        _length = Math.Max(Length, offset + data.Length);
    }

    public void SetLength(long length) => _length = length;

    public void Sync()
    {
    }

    public void Dispose() => _file.Dispose();
}
