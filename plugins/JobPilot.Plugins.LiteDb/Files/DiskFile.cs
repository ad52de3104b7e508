using Microsoft.Win32.SafeHandles;

namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>A file on disk, held alone: a second opening of it, here or in another process, fails (rule 1).</summary>
internal sealed class DiskFile : IPageFile
{
    private readonly SafeFileHandle _handle;

    public DiskFile(string path) =>
        _handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.RandomAccess);

    public long Length => RandomAccess.GetLength(_handle);

    public int Read(Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(_handle, buffer[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    public void Write(ReadOnlySpan<byte> data, long offset)
    {
        try
        {
            RandomAccess.Write(_handle, data, offset);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw TooLarge(exception);
        }
    }

    public void SetLength(long length)
    {
        try
        {
            RandomAccess.SetLength(_handle, length);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw TooLarge(exception);
        }
    }

    public void Sync() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();

    /// <summary>.NET's word for EFBIG: the file system or a limit of the process lets no file grow so large.</summary>
    private static IOException TooLarge(ArgumentOutOfRangeException exception) => new("The file may not grow any larger.", exception);
}
