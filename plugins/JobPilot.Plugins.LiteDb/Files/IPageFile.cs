namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>
/// A file as the disk sees it: writes that may be lost until <see cref="Sync"/> returns. Tests put a recording one in its place.
/// </summary>
internal interface IPageFile : IDisposable
{
    long Length { get; }

    int Read(Span<byte> buffer, long offset);

    void Write(ReadOnlySpan<byte> data, long offset);

    void SetLength(long length);

    /// <summary>Returns when all that was written has reached the disk.</summary>
    void Sync();
}
