using System.Buffers;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>The text on either side of an amount, with the blanks that it lost: before it what belongs to its sentence, behind it a stretch of letters.</summary>
internal static class Surroundings
{
    /// <summary>Letters before an amount that are looked at, at most.</summary>
    public const int BeforeLength = 72;

    /// <summary>Letters behind an amount that are looked at, at most.</summary>
    public const int AfterLength = 48;

    /// <summary>Letters of the word before a full stop that ends a sentence, before a capital and before another sign: "approx. 300".</summary>
    private const int LeastSentence = 4;
    private const int LongestShortened = 8;

    /// <summary>What ends the sentence around an amount.</summary>
    public static readonly SearchValues<char> SentenceEnds = SearchValues.Create(";|•\n!?*❮");

    /// <summary>The text of the sentence before a place.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="source">The text before it was folded, of the same length.</param>
    /// <param name="end">The place.</param>
    /// <param name="buffer">Twice <see cref="BeforeLength"/> long.</param>
    public static ReadOnlySpan<char> Before(ReadOnlySpan<char> text, ReadOnlySpan<char> source, int end, Span<char> buffer)
    {
        var start = Math.Max(0, end - BeforeLength);
        start += text[start..end].LastIndexOfAny(SentenceEnds) + 1;
        start += SentenceStart(source[start..end]);
        return buffer[..WordGaps.Fill(source[start..end], text[start..end], buffer)];
    }

    /// <summary>The text behind a place.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="source">The text before it was folded, of the same length.</param>
    /// <param name="start">The place.</param>
    /// <param name="buffer">Twice <see cref="AfterLength"/> long.</param>
    public static ReadOnlySpan<char> After(ReadOnlySpan<char> text, ReadOnlySpan<char> source, int start, Span<char> buffer)
    {
        var end = Math.Min(text.Length, start + AfterLength);
        return buffer[..WordGaps.Fill(source[start..end], text[start..end], buffer)];
    }

    /// <summary>Where the last sentence begins: behind a full stop of a word that is not likely shortened.</summary>
    private static int SentenceStart(ReadOnlySpan<char> before)
    {
        for (var at = before.Length - 2; at > LeastSentence; at--)
        {
            if (before[at] != '.' || before[at + 1] != ' ')
            {
                continue;
            }

            var end = before[at - 1] == ' ' ? at - 1 : at;
            var start = end;
            while (start > 0 && char.IsLower(before[start - 1]))
            {
                start--;
            }

            var isCapital = at + 2 < before.Length && (char.IsUpper(before[at + 2]) || char.IsSurrogate(before[at + 2]));
            if (end - start >= (isCapital ? LeastSentence : LongestShortened))
            {
                return at + 1;
            }
        }

        return 0;
    }
}
