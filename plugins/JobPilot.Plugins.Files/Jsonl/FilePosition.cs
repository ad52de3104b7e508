using System.Globalization;

namespace JobPilot.Plugins.Files;

/// <summary>
/// Where a read of a file goes on: byte offset (of the unpacked text), lines before it, and a hash of the bytes just before it, so that a file
/// that was replaced or rewritten is noticed.
/// </summary>
internal readonly record struct FilePosition(long Offset, long Line, string Tail)
{
    /// <summary>Bytes before the offset that the hash covers.</summary>
    public const int TailBytes = 256;

    public static FilePosition? Parse(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? new FilePosition(offset, line, parts[2])
            : null;
    }

    public static string Hash(ReadOnlySpan<byte> tail) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(tail).AsSpan(0, 8));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Offset}:{Line}:{Tail}");
}
