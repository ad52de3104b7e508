using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>
/// Sentences that were labelled before and their spans: postings repeat whole sentences, of the same employer, by several publishers, of the same template.
/// A table of fixed size (about 6 MB when it is full), one for all threads; a newer sentence takes the place of the one of its set that was longest not asked for. It knows a
/// sentence by a hash of 128 bits of its text and of the listed names in it, which is all that the labeller looks at.
/// </summary>
internal sealed class SeenSentences
{
    /// <summary>A quarter of it is too small for generated postings of 16 sentences each, of which half come twice: then five a posting are labelled anew, with this one two.</summary>
    private const int Size = 64 * 1024;

    /// <summary>Places that a sentence may have, the last one asked for first: with one, sentences that share it drive each other out while others stand empty.</summary>
    private const int Ways = 4;

    /// <summary>Sets share them: two threads seldom ask for the same one.</summary>
    private readonly Lock[] _locks = [.. Enumerable.Range(0, 64).Select(static _ => new Lock())];
    private readonly UInt128[] _keys = new UInt128[Size];
    private readonly LabelledSpan[]?[] _spans = new LabelledSpan[Size][];

    /// <summary>What a sentence is known by.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the sentence begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="listed">Names of the skill list that stand in the text, in order.</param>
    /// <param name="from">A name before which none reaches into the sentence.</param>
    public static UInt128 KeyOf(string text, int start, int end, List<SkillMatch> listed, int from)
    {
        var names = 0L;
        foreach (ref readonly var match in CollectionsMarshal.AsSpan(listed)[from..])
        {
            if (match.Start >= end)
            {
                break;
            }

            if (match.Start + match.Length > start)
            {
                names = (names * 0x100000001B3) ^ HashCode(match, start);
            }
        }

        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan(start, end - start)), names);
    }

    /// <summary>Adds the spans of a sentence that is known.</summary>
    /// <param name="key">The sentence.</param>
    /// <param name="start">Where it begins here.</param>
    /// <param name="into">Where the spans go.</param>
    /// <returns>Whether it is known.</returns>
    public bool TryAdd(UInt128 key, int start, List<LabelledSpan> into)
    {
        if (Find(key) is not { } spans)
        {
            return false;
        }

        foreach (var span in spans)
        {
            into.Add(span with { Start = span.Start + start });
        }

        return true;
    }

    /// <summary>Keeps a sentence.</summary>
    /// <param name="key">The sentence.</param>
    /// <param name="start">Where it begins here.</param>
    /// <param name="spans">Its spans.</param>
    public void Keep(UInt128 key, int start, ReadOnlySpan<LabelledSpan> spans)
    {
        var kept = spans.Length == 0 ? [] : new LabelledSpan[spans.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = spans[i] with { Start = spans[i].Start - start };
        }

        var first = SetOf(key);
        lock (LockOf(first))
        {
            // Another thread may have been faster.
            var at = _keys.AsSpan(first, Ways).IndexOf(key);
            PutFirst(first, at < 0 ? Ways - 1 : at, key, kept);
        }
    }

    private LabelledSpan[]? Find(UInt128 key)
    {
        var first = SetOf(key);
        lock (LockOf(first))
        {
            var at = _keys.AsSpan(first, Ways).IndexOf(key);
            if (at < 0 || _spans[first + at] is not { } spans)
            {
                return null;
            }

            if (at > 0)
            {
                PutFirst(first, at, key, spans);
            }

            return spans;
        }
    }

    private Lock LockOf(int first) => _locks[(first / Ways) & (_locks.Length - 1)];

    private static int SetOf(UInt128 key) => (int)((ulong)key & ((Size / Ways) - 1)) * Ways;

    /// <summary>Puts a sentence before those of its set that stand before a place; what stood there is gone. Called under the set's lock.</summary>
    private void PutFirst(int first, int place, UInt128 key, LabelledSpan[] spans)
    {
        Array.Copy(_keys, first, _keys, first + 1, place);
        Array.Copy(_spans, first, _spans, first + 1, place);
        (_keys[first], _spans[first]) = (key, spans);
    }

    private static long HashCode(in SkillMatch match, int start) =>
        ((long)(match.Start - start) << 32) ^ ((long)match.Length << 8) ^ (match.IsAmbiguous ? 4 : 0) ^ (match.Skill.Kind switch { "technology" => 1, "knowledge" => 2, _ => 3 });
}
