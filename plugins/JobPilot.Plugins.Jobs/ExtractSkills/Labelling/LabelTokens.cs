using System.Buffers;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>
/// Splits text into words and punctuation marks, sentence by sentence. A sentence ends at the end of a line, behind a mark that ends one, or after
/// <see cref="Longest"/> words.
/// </summary>
internal static class LabelTokens
{
    /// <summary>Most words of a sentence.</summary>
    public const int Longest = 256;

    private const int LongestMark = 16;

    /// <summary>What may end a sentence, and what begins a placeholder.</summary>
    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?\n<");

    /// <summary>Reads the next sentence.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin; moved behind the sentence.</param>
    /// <param name="into">Room for <see cref="Longest"/> words.</param>
    /// <returns>How many words it has; 0 at the end of the text.</returns>
    public static int NextSentence(string text, ref int from, Span<LabelToken> into)
    {
        var count = 0;
        var at = from;
        while (at < text.Length && count < Longest)
        {
            var letter = text[at];
            if (char.IsWhiteSpace(letter))
            {
                at++;
                if (letter == '\n' && count > 0)
                {
                    break;
                }

                continue;
            }

            var end = EndOf(text, at);
            into[count++] = new LabelToken(at, end);
            at = end;
            if (letter is '.' or '!' or '?' && EndsSentence(text, at))
            {
                break;
            }
        }

        from = at;
        return count;
    }

    /// <summary>Finds where the next sentence begins and ends without splitting it, which is many times quicker.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin; moved behind the sentence.</param>
    /// <param name="start">Where its first word begins.</param>
    /// <param name="end">Where its last word ends; <paramref name="start"/> at the end of the text.</param>
    /// <returns>False where only <see cref="NextSentence"/> can tell: it may have more words than fit, or holds a placeholder or .NET.</returns>
    public static bool TrySkim(string text, ref int from, out int start, out int end)
    {
        start = from;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        // A sentence has no more words than letters.
        var most = Math.Min(start + Longest, text.Length);
        for (end = start; end < most; end++)
        {
            var found = text.AsSpan(end, most - end).IndexOfAny(Ends);
            end = found < 0 ? most : end + found;
            if (end == most)
            {
                break;
            }

            if (text[end] == '<' || (text[end] == '.' && end + 1 < text.Length && text[end + 1] is 'N' or 'n'))
            {
                return false;
            }

            if (text[end] == '\n' || EndsSentence(text, end + 1))
            {
                from = end + 1;
                end = text[end] == '\n' ? start + text.AsSpan(start, end - start).TrimEnd().Length : from;
                return true;
            }
        }

        if (most < text.Length)
        {
            return false;
        }

        end = start + text.AsSpan(start).TrimEnd().Length;
        from = most;
        return true;
    }

    private static bool EndsSentence(string text, int at)
    {
        var next = at;
        while (next < text.Length && text[next] == ' ')
        {
            next++;
        }

        return next > at && next < text.Length && (char.IsUpper(text[next]) || text[next] is '*' or '-' or '•' or '–');
    }

    private static int EndOf(string text, int at)
    {
        // A placeholder such as <LOCATION> is one word.
        if (text[at] == '<' && text.AsSpan(at, Math.Min(LongestMark, text.Length - at)) is var mark && mark.IndexOf('>') is > 0 and var close && mark[..close].IndexOf(' ') < 0)
        {
            return at + close + 1;
        }

        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || (text[end] is not ' ' && IsInner(text, end))))
        {
            end++;
        }

        return end > at ? end : at + 1;
    }

    /// <summary>Whether a mark belongs to the word around it: C++, C#, .NET, Node.js, e-mail, don't, R&amp;D, 1,500; not one that joins two, as in "HTML+CSS".</summary>
    private static bool IsInner(string text, int at)
    {
        var before = at > 0 ? text[at - 1] : ' ';
        var after = at + 1 < text.Length ? text[at + 1] : ' ';
        return text[at] switch
        {
            '-' or '\'' or '’' or '&' or '@' or '_' => char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after),
            '.' => char.IsLetterOrDigit(after) && (char.IsLetterOrDigit(before) || (after is 'N' or 'n' && text.AsSpan(at + 1).StartsWith("net", StringComparison.OrdinalIgnoreCase))),
            '+' => before == '+' || (char.IsLetter(before) && !char.IsLetterOrDigit(after)),
            '#' => char.IsLetterOrDigit(before),
            ',' => char.IsDigit(before) && char.IsDigit(after),
            _ => false,
        };
    }
}
