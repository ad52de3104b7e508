using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Splits a title at bars, dashes and commas, and knows the parts that are no title. Thread-safe.</summary>
internal sealed class TitleSegments(TitleWords words)
{
    private readonly TitleWords _words = words;

    /// <summary>Splits a title whose brackets are gone.</summary>
    public List<TitleSegment> Split(string text)
    {
        var segments = new List<TitleSegment>();
        var start = 0;
        var isAfterComma = false;
        for (var at = 0; at < text.Length; at++)
        {
            var length = SeparatorAt(text, at);
            if (length > 0)
            {
                Add(text[start..at]);
                isAfterComma = text[at] == ',';
                start = at + length;
                at = start - 1;
            }
        }

        Add(text[start..]);
        return segments;

        void Add(string part)
        {
            part = part.Trim(' ', '-', '–', '/', '*', '#', '!');
            if (part.Length > 0)
            {
                segments.Add(new TitleSegment(part, isAfterComma));
            }
        }
    }

    /// <summary>Whether a part is a flag, pay, a shift, an id, a season or the like.</summary>
    public bool IsQualifier(string segment)
    {
        var folded = Folding.Fold(segment).Trim('.', '!', '%');
        if (_words.Flags.Contains(folded) || folded.AsSpan().IndexOfAny("$€£") >= 0)
        {
            return true;
        }

        var words = folded.Split([' ', '/', '&'], StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(words, word => !word.Any(char.IsLetter) || _words.Flags.Contains(word) || _words.SegmentWords.Contains(word))
            || (words.Length <= 6 && Array.Exists(words, _words.SegmentWords.Contains) && !Array.Exists(words, word => _words.IsRole(word)));
    }

    private static int SeparatorAt(string text, int at) => text[at] switch
    {
        '*' or '!' when Before(text, at) == text[at] || (at + 1 < text.Length && text[at + 1] == text[at]) => 1,
        '|' or '•' or '·' or ';' or '@' or '—' => 1,
        ',' when !(char.IsAsciiDigit(Before(text, at)) && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])) => 1,
        '-' or '–' when Before(text, at) == ' ' || (at + 1 < text.Length && text[at + 1] == ' ' && text[at] == '–') => 1,
        ':' when at + 1 < text.Length && text[at + 1] == ' ' => 1,
        _ => 0,
    };

    private static char Before(string text, int at) => at == 0 ? ' ' : text[at - 1];
}
