using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Splits a title at bars, dashes and commas, and knows the parts that are no title. Thread-safe.</summary>
internal sealed class TitleSegments(TitleWords words)
{
    private const int MostItemWords = 3;
    private const int LargeCity = 50_000;
    private readonly TitleWords _words = words;

    /// <summary>Drops what names no role behind underscores, which else are blanks: "Night_Welder_R7" is Night Welder.</summary>
    public string WithoutTags(string text)
    {
        for (var at = text.LastIndexOf('_'); at > 0 && !_words.HasRole(Folding.Fold(text.AsSpan(at + 1))) && _words.HasRole(Folding.Fold(text.AsSpan(0, at)).Replace('_', ' ')); at = text.LastIndexOf('_'))
        {
            text = text[..at];
        }

        // One star behind a word is a gender mark: "Tischler* gesucht".
        return text.Replace('_', ' ').Replace("* ", " ", StringComparison.Ordinal);
    }

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
        JoinList(segments);
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
        var words = WordsOf(folded);
        return IsFlags(folded, words)
            || (words.Length <= 6 && Array.Exists(words, _words.SegmentWords.Contains) && !Array.Exists(words, word => _words.IsRole(word) || _words.Interns.Contains(word)));
    }

    private bool IsFlags(string folded, string[] words) => _words.Flags.Contains(folded) || folded.AsSpan().IndexOfAny("$€£") >= 0
        || Array.TrueForAll(words, word => !word.Any(char.IsLetter) || _words.Flags.Contains(word) || _words.SegmentWords.Contains(word));

    private static string[] WordsOf(string folded) => folded.Split([' ', '/', '&'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>"Parks, Woods, and Rivers Warden" is one title: the segments up to the one with a conjunction are a list that the role behind it is of.</summary>
    private void JoinList(List<TitleSegment> segments)
    {
        if (segments.Count < 2 || !IsListItem(segments[0].Text) || IsCity(segments[0].Text))
        {
            return;
        }

        for (var last = 1; last < segments.Count && segments[last].IsAfterComma; last++)
        {
            var folded = Folding.Fold(segments[last].Text);
            if (_words.HasRole(folded))
            {
                if (Array.Exists(folded.Split(' '), _words.Conjunctions.Contains))
                {
                    segments[0] = segments[0] with { Text = string.Join(", ", segments.Take(last + 1).Select(segment => segment.Text)) };
                    segments.RemoveRange(1, last);
                }

                return;
            }

            if (!IsListItem(segments[last].Text))
            {
                return;
            }
        }
    }

    private bool IsListItem(string segment)
    {
        var folded = Folding.Fold(segment);
        return segment.AsSpan().Count(' ') < MostItemWords && !_words.HasRole(folded) && !_words.Grades.Contains(folded) && !_words.Interns.Contains(folded) && !IsFlags(folded, WordsOf(folded));
    }

    /// <summary>Whether a part is the name of a large city.</summary>
    public static bool IsCity(string segment) => Gazetteer.Instance.FindCity(PlaceName.Key(segment))?.Population >= LargeCity;

    private int SeparatorAt(string text, int at) => text[at] switch
    {
        '*' or '!' when Before(text, at) == text[at] || (at + 1 < text.Length && text[at + 1] == text[at]) => 1,
        '|' or '•' or '·' or ';' or '@' or '—' => 1,
        '.' when Before(text, at) == '.' || (at + 1 < text.Length && text[at + 1] == '.') => 1,
        ',' when Before(text, at) != '-' && !(char.IsAsciiDigit(Before(text, at)) && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])) => 1,
        '-' or '–' when (Before(text, at) is ' ' or '-' && !IsBehindConjunction(text, at)) || (at + 1 < text.Length && (text[at + 1] == '-' || (text[at + 1] == ' ' && !IsSuspended(text, at)))) => 1,
        ':' when at + 1 < text.Length && text[at + 1] == ' ' => 1,
        _ => 0,
    };

    /// <summary>Whether a hyphen stands for the word that a later one ends with: "Garten- und Landschaftsbauer".</summary>
    private bool IsSuspended(string text, int at)
    {
        var word = text.AsSpan(at + 2);
        var end = word.IndexOf(' ');
        return text[at] == '-' && (end < 0 || _words.Conjunctions.Contains(Folding.Fold(word[..end]).TrimEnd('.')) || word[0] == '/');
    }

    /// <summary>Whether a hyphen stands for the word that an earlier one begins with: "Gartenplanung und -pflege".</summary>
    private bool IsBehindConjunction(string text, int at)
    {
        if (at < 2 || at + 1 >= text.Length || !char.IsLetter(text[at + 1]) || text[at - 1] != ' ')
        {
            return false;
        }

        var start = text.LastIndexOf(' ', at - 2) + 1;
        return _words.Conjunctions.Contains(Folding.Fold(text.AsSpan(start, at - 1 - start)));
    }

    private static char Before(string text, int at) => at == 0 ? ' ' : text[at - 1];
}
