using System.Buffers;
using System.Text;

namespace JobPilot.Engine.Memory;

/// <summary>Writes a commit's changes of the memory as a blob: a version, the scopes, then the changes in order. Keeps its buffer from commit to commit.</summary>
internal sealed class MemoryJournal
{
    private const byte Version = 1;
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>A blob without changes.</summary>
    public static ReadOnlyMemory<byte> Empty { get; } = new MemoryJournal().Write(new PackedChanges(new ScopeNumbers()));

    /// <summary>The blob is good until the next call.</summary>
    public ReadOnlyMemory<byte> Write(PackedChanges changes)
    {
        _buffer.ResetWrittenCount();
        _buffer.Write([Version]);
        WriteNumber(changes.Scopes.Names.Count);
        foreach (var scope in changes.Scopes.Names)
        {
            WriteText(scope);
        }

        WriteNumber(changes.Count);
        changes.WriteTo(_buffer);
        return _buffer.WrittenMemory;
    }

    /// <exception cref="InvalidDataException">The blob is not a journal that this version reads.</exception>
    public static IReadOnlyList<MemoryChange> Read(ReadOnlyMemory<byte> blob)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(blob.ToArray()), Encoding.UTF8);
            if (reader.ReadByte() is var version && version != Version)
            {
                throw new InvalidDataException($"The journal has version {version}; this program reads version {Version}.");
            }

            var scopes = new string[reader.Read7BitEncodedInt()];
            for (var i = 0; i < scopes.Length; i++)
            {
                scopes[i] = reader.ReadString();
            }

            var changes = new MemoryChange[reader.Read7BitEncodedInt()];
            for (var i = 0; i < changes.Length; i++)
            {
                var scope = scopes[reader.Read7BitEncodedInt()];
                var key = reader.ReadString();
                changes[i] = new MemoryChange(new MemoryKey(scope, key), reader.ReadBoolean() ? reader.ReadString() : null);
            }

            return changes;
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The journal is damaged.", exception);
        }
    }

    private void WriteText(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        WriteNumber(size);
        _buffer.Advance(Encoding.UTF8.GetBytes(text, _buffer.GetSpan(size)));
    }

    private void WriteNumber(int number) => _buffer.Advance(PackedNumber.Write(_buffer.GetSpan(PackedNumber.MostBytes), number));
}
