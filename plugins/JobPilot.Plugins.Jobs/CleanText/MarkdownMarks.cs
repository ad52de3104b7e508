using System.Buffers;
using System.Text;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>
/// Takes Markdown's marks out of text that a scraper made of a page: "**Tasks**" and "fast\-growing". Only where a text holds several of them, since
/// one may be meant.
/// </summary>
internal static class MarkdownMarks
{
    private const int Several = 2;
    private const string Bold = "**";
    private static readonly SearchValues<char> Escaped = SearchValues.Create("-+.&|#*_[]()!~>`{}");

    /// <summary>The text without the marks; the same string where it has none or one.</summary>
    public static string Strip(string text)
    {
        var escapes = CountEscapes(text) >= Several;
        var bolds = Count(text, Bold) >= Several * 2;
        if (!escapes && !bolds)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (bolds && text.AsSpan(at).StartsWith(Bold))
            {
                at++;
            }
            else if (!escapes || !IsEscape(text, at))
            {
                kept.Append(text[at]);
            }
            else
            {
                kept.Append(text[++at]);
            }
        }

        return kept.ToString();
    }

    private static bool IsEscape(string text, int at) => text[at] == '\\' && at + 1 < text.Length && Escaped.Contains(text[at + 1]);

    private static int CountEscapes(string text)
    {
        var count = 0;
        for (var at = text.IndexOf('\\'); at >= 0 && count < Several; at = text.IndexOf('\\', at + 1))
        {
            count += IsEscape(text, at) ? 1 : 0;
        }

        return count;
    }

    private static int Count(string text, string mark)
    {
        var count = 0;
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + mark.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
