using System.Buffers;
using System.Text;

namespace JobPilot.Engine.Memory;

/// <summary>Writes a commit's changes of the memory as a blob: a version, the scopes, then the changes in order. Keeps its buffer from commit to commit.</summary>
internal sealed class MemoryJournal
{
    private const byte Version = 1;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Dictionary<string, int> _scopes = new(StringComparer.Ordinal);

    /// <summary>A blob without changes.</summary>
    public static ReadOnlyMemory<byte> Empty { get; } = new MemoryJournal().Write([]);

    /// <summary>The blob is good until the next call.</summary>
    public ReadOnlyMemory<byte> Write(IReadOnlyList<MemoryChange> changes)
    {
        _buffer.ResetWrittenCount();
        _scopes.Clear();
        foreach (var change in changes)
        {
            _scopes.TryAdd(change.Key.Scope, _scopes.Count);
        }

        _buffer.Write([Version]);
        WriteNumber(_scopes.Count);
        foreach (var scope in _scopes.Keys)
        {
            WriteText(scope);
        }

        WriteNumber(changes.Count);
        foreach (var change in changes)
        {
            WriteNumber(_scopes[change.Key.Scope]);
            WriteText(change.Key.Key);
            _buffer.Write([change.Forgets ? (byte)0 : (byte)1]);
            if (change.TryGetUtf8(out var utf8))
            {
                WriteNumber(utf8.Length);
                _buffer.Write(utf8.Span);
            }
            else if (change.Value is { } text)
            {
                WriteText(text);
            }
        }

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

    /// <summary>Seven bits a byte, the lowest first, as <see cref="BinaryReader.Read7BitEncodedInt"/> reads it.</summary>
    private void WriteNumber(int number)
    {
        var span = _buffer.GetSpan(5);
        var count = 0;
        for (; number > 0x7f; number >>= 7)
        {
            span[count++] = (byte)(number | 0x80);
        }

        span[count++] = (byte)number;
        _buffer.Advance(count);
    }
}
