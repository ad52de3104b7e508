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

    /// <summary>The text without the marks; null where it has none or one.</summary>
    public static string? Strip(ReadOnlySpan<char> text)
    {
        var escapes = CountEscapes(text) >= Several;
        var bolds = text.Count(Bold) >= Several * 2;
        if (!escapes && !bolds)
        {
            return null;
        }

        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (bolds && text[at..].StartsWith(Bold))
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

    private static bool IsEscape(ReadOnlySpan<char> text, int at) => text[at] == '\\' && at + 1 < text.Length && Escaped.Contains(text[at + 1]);

    private static int CountEscapes(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = text.IndexOf('\\'); at >= 0 && count < Several;)
        {
            count += IsEscape(text, at) ? 1 : 0;
            var next = text[(at + 1)..].IndexOf('\\');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return count;
    }
}
