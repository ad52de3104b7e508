using System.IO.Hashing;

namespace JobPilot.Plugins.Jobs.ValidateJob;

/// <summary>
/// Short JSON texts that a schema was found to allow: what derived a field, and the few values of a list of codes, recur from listing to listing. A table of fixed
/// size, shared by all threads: an entry never changes, so that a race loses one at most.
/// </summary>
internal sealed class RightTexts
{
    /// <summary>Longer texts differ from listing to listing.</summary>
    public const int Longest = 256;

    private const int Size = 256;
    private readonly byte[]?[] _texts = new byte[Size][];
    private readonly ulong[] _met = new ulong[Size];

    /// <summary>Whether a text is known to be right.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="hash">Its hash, for <see cref="Add"/>.</param>
    public bool Contains(ReadOnlySpan<byte> utf8, out ulong hash)
    {
        hash = XxHash3.HashToUInt64(utf8);
        return Volatile.Read(ref _texts[hash % Size]) is { } known && utf8.SequenceEqual(known);
    }

    /// <summary>Keeps a text that is right, when it is met for the second time: most spans of a text never come back.</summary>
    public void Add(ReadOnlySpan<byte> utf8, ulong hash)
    {
        if (Interlocked.Exchange(ref _met[hash % Size], hash) == hash)
        {
            Volatile.Write(ref _texts[hash % Size], utf8.ToArray());
        }
    }
}
