using System.Text;

namespace JobPilot.Engine.Memory;

/// <summary>One commit's changes of the memory as a blob: a version, the scopes, then the changes in order.</summary>
internal static class MemoryJournal
{
    private const byte Version = 1;

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<MemoryChange> changes)
    {
        using var stream = new MemoryStream(64 + (changes.Count * 120));
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        var scopes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            scopes.TryAdd(change.Key.Scope, scopes.Count);
        }

        writer.Write(Version);
        writer.Write7BitEncodedInt(scopes.Count);
        foreach (var scope in scopes.Keys)
        {
            writer.Write(scope);
        }

        writer.Write7BitEncodedInt(changes.Count);
        foreach (var change in changes)
        {
            writer.Write7BitEncodedInt(scopes[change.Key.Scope]);
            writer.Write(change.Key.Key);
            writer.Write(change.Value is not null);
            if (change.Value is not null)
            {
                writer.Write(change.Value);
            }
        }

        writer.Flush();
        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
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
}
