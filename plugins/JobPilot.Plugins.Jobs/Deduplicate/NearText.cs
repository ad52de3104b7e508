using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// A mark that nearly equal texts share: two min-hashes over runs of four words. Texts with nine tenths of their runs in common share it four times of five, texts
/// with a third in common once in ten, so that it counts only beside the same title and place.
/// </summary>
internal static class NearText
{
    private const int Run = 4;
    private const int LeastWords = 40;
    private const int MostWords = 400;

    /// <summary>Words and letters of a beginning: boards that cut their texts leave about as many.</summary>
    private const int BeginningWords = 72;

    private const int BeginningLetters = 1000;

    /// <summary>Bits by which a word is turned for each word behind it.</summary>
    private const int Turn = 21;

    private const ulong Odd = 0x9E3779B97F4A7C15UL;

    private const int Ascii = 0x80;
    private static readonly char[] Letters = [.. Enumerable.Range(0, Ascii).Select(letter => LetterOf((char)letter))];

    /// <summary>The mark, 32 hexadecimal digits; null where the text is too short to tell anything.</summary>
    public static string? Of(string? text)
    {
        if (Words(text) is not { } words)
        {
            return null;
        }

        var (first, second) = Marks(CollectionsMarshal.AsSpan(words));
        return string.Create(CultureInfo.InvariantCulture, $"{first:x16}{second:x16}");
    }

    /// <summary>A mark of the beginning of a text, which a text that a board cut off has too; null where it is too short to tell anything.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">Where the beginning ends.</param>
    public static (ulong First, ulong Second)? OfBeginning(string text, out int end)
    {
        Span<ulong> words = stackalloc ulong[BeginningWords];
        var count = Words(text.AsSpan(0, Math.Min(text.Length, BeginningLetters)), words, out end);
        if (count < LeastWords)
        {
            return null;
        }

        foreach (ref var word in words[..count])
        {
            word = Mix(word);
        }

        return Marks(words[..count]);
    }

    /// <summary>Hashes of a beginning's words, not yet spread. A word that the limit or the board cut off is none.</summary>
    /// <param name="beginning">The beginning of a text.</param>
    /// <param name="words">Filled, as far as there are words.</param>
    /// <param name="end">Where the last of them ends.</param>
    private static int Words(ReadOnlySpan<char> beginning, Span<ulong> words, out int end)
    {
        ReadOnlySpan<char> letters = Letters;
        var (count, hash, length) = (0, 0UL, 0UL);
        for (end = 0; end < beginning.Length && count < words.Length; end++)
        {
            // Without a branch, since where words end cannot be foretold: at a sign the mask clears what there is of a word, and it is counted if there is any.
            var raw = beginning[end];
            var letter = raw < letters.Length ? letters[raw] : LetterOf(raw);
            var isLetter = 0UL - (letter != 0 ? 1UL : 0UL);
            words[count] = hash + length;
            count += (int)((length != 0 ? 1UL : 0UL) & ~isLetter);
            hash = ((hash ^ letter) * Odd) & isLetter;
            length = (length + 1) & isLetter;
        }

        end -= count == words.Length ? 1 : 0;
        return count;
    }

    /// <summary>The share of runs that two texts have in common, 0 to 1; null where one is too short. What the marks only estimate.</summary>
    public static double? Similarity(string? one, string? other)
    {
        if (Words(one) is not { } first || Words(other) is not { } second)
        {
            return null;
        }

        var runs = Runs(first);
        var others = Runs(second);
        var common = runs.Count(others.Contains);
        return (double)common / (runs.Count + others.Count - common);
    }

    private static (ulong First, ulong Second) Marks(ReadOnlySpan<ulong> words)
    {
        var (first, second) = (ulong.MaxValue, ulong.MaxValue);
        for (var at = 0; at + Run <= words.Length; at++)
        {
            var run = RunAt(words, at);
            first = Math.Min(first, run);
            second = Math.Min(second, Mix(run));
        }

        return (first, second);
    }

    private static HashSet<ulong> Runs(List<ulong> words) => [.. Enumerable.Range(0, words.Count - Run + 1).Select(at => RunAt(CollectionsMarshal.AsSpan(words), at))];

    /// <summary>Hashes of the first words; null where there are too few.</summary>
    private static List<ulong>? Words(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var words = new List<ulong>(MostWords);
        var folded = new char[2 * text.Length];
        foreach (var range in folded.AsSpan(0, MatchKey.Fold(text, folded)).Split(' '))
        {
            if (words.Count == MostWords)
            {
                break;
            }

            words.Add(Hash(folded.AsSpan()[range]));
        }

        return words.Count < LeastWords ? null : words;
    }

    private static ulong RunAt(ReadOnlySpan<ulong> words, int at)
    {
        // Words are spread already; what tells their order apart are the turns.
        var run = words[at];
        for (var i = 1; i < Run; i++)
        {
            run = BitOperations.RotateLeft(run, Turn) + words[at + i];
        }

        return Mix(run);
    }

    /// <summary>A letter or digit in lower case; 0 for a sign.</summary>
    private static char LetterOf(char raw) => !char.IsLetterOrDigit(raw) ? '\0' : raw < Ascii ? (char)(raw | 0x20) : char.ToLowerInvariant(raw);

    private static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = (ulong)word.Length;
        foreach (var letter in word)
        {
            hash = (hash ^ letter) * Odd;
        }

        return Mix(hash);
    }

    /// <summary>Spreads each bit over all (the finalizer of SplitMix64).</summary>
    private static ulong Mix(ulong value)
    {
        value += Odd;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
