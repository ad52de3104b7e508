using JobPilot.Plugins.LiteDb.Files;

namespace JobPilot.Plugins.LiteDb.Tests.Durability;

/// <summary>One operation on one of the two files.</summary>
internal sealed record DiskOperation(string File, string Kind, long Offset, byte[] Data);

/// <summary>A file in memory that keeps every write, cut and sync of a run in one list for both files.</summary>
internal sealed class RecordingFile(string name, List<DiskOperation> operations, byte[]? content = null) : IPageFile
{
    private readonly MemoryFile _file = new(content ?? []);

    /// <summary>Called before an operation; may throw what a disk would.</summary>
    public Action<DiskOperation>? Before { get; set; }

    public long Length => _file.Length;

    public int Read(Span<byte> buffer, long offset) => _file.Read(buffer, offset);

    public void Write(ReadOnlySpan<byte> data, long offset)
    {
        Add("write", offset, data.ToArray());
        _file.Write(data, offset);
    }

    public void SetLength(long length)
    {
        Add("cut", length, []);
        _file.SetLength(length);
    }

    public void Sync() => Add("sync", 0, []);

    public void Dispose()
    {
    }

    private void Add(string kind, long offset, byte[] data)
    {
        var operation = new DiskOperation(name, kind, offset, data);
        lock (operations)
        {
            Before?.Invoke(operation);
            operations.Add(operation);
        }
    }
}
