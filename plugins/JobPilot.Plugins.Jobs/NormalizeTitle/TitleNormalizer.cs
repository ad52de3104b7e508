using System.Globalization;
using System.Text;
using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Finds the core of a title: brackets, gender marks, flags, qualifiers and grades go, what is left is one role. Thread-safe.</summary>
internal sealed class TitleNormalizer
{
    private const int LargeCity = 50_000;
    private const int MostKnown = 8192;
    private const int LongestKnown = 120;
    private static readonly Lazy<TitleNormalizer> Loaded = new(() => new TitleNormalizer(TitleWords.Instance));

    private readonly TitleWords _words;
    private readonly TitleSegments _segments;
    private readonly TitlePhrases _phrases;
    private readonly GenderPairs _pairs;
    private readonly KeptTexts<string> _known;

    private TitleNormalizer(TitleWords words) =>
        (_words, _segments, _phrases, _pairs, _known) = (words, new TitleSegments(words), new TitlePhrases(words), new GenderPairs(words), new KeptTexts<string>(MostKnown, LongestKnown, Find));

    /// <summary>The normalizer, loaded on first use.</summary>
    public static TitleNormalizer Instance => Loaded.Value;

    /// <summary>The normalizer with what the user's files change.</summary>
    public static TitleNormalizer Of(RuleSet rules) => rules.Changes(TitleWords.File) ? new TitleNormalizer(TitleWords.Of(rules)) : Instance;

    /// <summary>The core of a title; the title itself where nothing would be left.</summary>
    public string Normalize(string raw) => _known.Of(raw);

    private string Find(string raw)
    {
        var bare = WithoutBrackets(WithoutEndings(WithoutPictures(raw)));
        var stated = _phrases.Strip(_pairs.Join(Collapse(bare)));
        var text = Collapse(stated.Any(char.IsLetter) ? stated : bare);
        var segments = _segments.Split(text);
        for (var i = 0; i < segments.Count; i++)
        {
            segments[i] = segments[i] with { Text = WithoutGenderMark(segments[i].Text) };
        }

        segments.RemoveAll(segment => segment.Text.Length == 0);
        var first = segments.Count == 0 ? "" : WithoutGrades(segments[0].Text);
        segments.RemoveAll(segment => _segments.IsQualifier(segment.Text));
        if (segments.Count == 0)
        {
            // "Painter and Varnisher starting now": no role is known in it, and a word of qualifiers stands beside.
            return TitleCase.Quiet(first.Any(char.IsLetter) && !_segments.IsQualifier(first) ? first : Collapse(raw), _words);
        }

        var core = Choose(segments);
        var stripped = WithoutGrades(core);
        return TitleCase.Quiet(Singular(WithEvenSlashes(WithoutPlace(stripped.Length == 0 ? core : stripped))), _words);
    }

    /// <summary>Drops a known city behind "in" at the end: "Softwareentwickler in Hamburg".</summary>
    private string WithoutPlace(string text)
    {
        var at = text.LastIndexOf(" in ", StringComparison.Ordinal);
        if (at < 4 || !char.IsUpper(text[Math.Min(text.Length - 1, at + 4)]) || !HasRole(text[..at]))
        {
            return text;
        }

        var city = Gazetteer.Instance.FindCity(PlaceName.Key(text.AsSpan(at + 4)));
        return city?.Population >= LargeCity ? text[..at] : text;
    }

    private string Choose(List<TitleSegment> segments)
    {
        var first = segments[0];
        var folded = Folding.Fold(first.Text);
        if (segments.Count > 1 && segments[1].IsAfterComma && _words.Heads.Contains(Folding.Fold(WithoutGrades(first.Text))))
        {
            var rest = segments[1].Text;
            return $"{WithoutGrades(rest)} {WithoutGrades(first.Text)}";
        }

        var bare = WithoutGrades(first.Text);
        if (bare.Length > 0 && HasRole(bare))
        {
            return first.Text;
        }

        // "iOS - Mobile Engineer": the first segment that names a role, if any does.
        foreach (var segment in segments.Skip(1))
        {
            if (!segment.IsAfterComma && HasRole(segment.Text) && !IsGradeOrIntern(segment.Text))
            {
                return HasIntern(folded) && !HasRole(folded) ? first.Text : segment.Text;
            }
        }

        return bare.Length == 0 && segments.Count > 1 ? segments[1].Text : first.Text;
    }

    private bool HasRole(string text)
    {
        Span<char> folded = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        Folding.Fold(text, folded);
        foreach (var word in ((ReadOnlySpan<char>)folded).SplitAny(' ', '-', '/', ',', '&'))
        {
            if (_words.IsRole(folded[word]))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasIntern(string folded) => Words(folded).Any(_words.Interns.Contains);

    private bool IsGradeOrIntern(string text) => Words(text).All(word => _words.Grades.Contains(word) || _words.Interns.Contains(word));

    private static IEnumerable<string> Words(string text) =>
        Folding.Fold(text).Split([' ', '-', '/', ',', '&'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Drops grade words and flags where a role remains; "Team Lead" and "Marketing Lead" stay.</summary>
    private string WithoutGrades(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var all = words.Count;
        for (var at = words.Count - 1; at >= 0; at--)
        {
            var first = Folding.Fold(words[at]).Trim('.', ',', ':', '*');
            if (at == 0 && words.Count > 1 && first.Contains('/') && first.Split('/').All(_words.Grades.Contains) && HasRole(string.Join(' ', words.Skip(1))))
            {
                // "Senior/Lead Cook".
                words.RemoveAt(0);
                break;
            }

            if (!_words.FirstWords.Contains(first) && !IsYear(first))
            {
                continue;
            }

            for (var length = Math.Min(3, words.Count - at); length > 0; length--)
            {
                var phrase = length == 1 ? first : Folding.Fold(string.Join(' ', words.Skip(at).Take(length))).Trim('.', ',', ':', '*');
                var isGrade = _words.Grades.Contains(phrase.Replace(".", "", StringComparison.Ordinal));
                if ((isGrade || _words.Flags.Contains(phrase) || IsYear(phrase)) && words.Count > length && MayDrop(words, at, length, phrase, isGrade))
                {
                    words.RemoveRange(at, length);
                    break;
                }
            }
        }

        while (words.Count > 1 && words.Count < all && _words.Loose.Contains(words[^1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        return string.Join(' ', words).Trim(' ', ',', '-', '–', '/', '|', ':', '&');
    }

    private bool MayDrop(List<string> words, int at, int length, string phrase, bool isGrade)
    {
        var rest = words.Where((_, i) => i < at || i >= at + length).ToList();
        if (_words.FrontGrades.Contains(phrase))
        {
            // At the end it is the noun itself, in front it is a grade where a role follows.
            var isFront = at == 0 || (at > 0 && words[at - 1] is "/" or "-") || _words.Grades.Contains(Folding.Fold(words[at - 1]).Trim('.'));
            var isTrade = phrase == "lead" && at + 1 < words.Count && _words.LeadTrades.Contains(Folding.Fold(words[at + 1]));
            return isFront && !isTrade && rest.Skip(at).Any(word => _words.IsRole(Folding.Fold(word).Trim(',', '.')));
        }

        if (_words.RoleGrades.Contains(phrase))
        {
            return HasRole(string.Join(' ', rest));
        }

        if (phrase.Length == 1 && char.IsLetterOrDigit(phrase[0]))
        {
            return at == words.Count - 1 && HasRole(string.Join(' ', rest));
        }

        return isGrade || at == 0 || at + length == words.Count;
    }

    private static bool IsYear(string word) => word.Length == 4 && word.StartsWith("20", StringComparison.Ordinal) && word.All(char.IsAsciiDigit);

    private string Singular(string text)
    {
        var space = text.LastIndexOf(' ');
        var word = text[(space + 1)..];
        return word.Length > 5 && Array.Exists(_words.PluralEndings, ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? text[..^1] : text;
    }

    private static string WithoutPictures(string text)
    {
        if (!text.Any(char.IsSurrogate))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            kept.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.Format ? " " : rune.ToString());
        }

        return kept.ToString();
    }

    private string WithoutEndings(string text)
    {
        if (text.AsSpan().IndexOfAny(_words.EndingSigns) < 0)
        {
            return text;
        }

        foreach (var ending in _words.Endings)
        {
            for (var at = text.IndexOf(ending, StringComparison.OrdinalIgnoreCase); at > 0; at = text.IndexOf(ending, at, StringComparison.OrdinalIgnoreCase))
            {
                // "N/A" is no ending.
                var isShort = ending[0] == '/' && (at < 3 || !char.IsLetter(text[at - 2]) || !char.IsLetter(text[at - 3]));
                if (!char.IsLetter(text[at - 1]) || isShort || Folding.IsWordAt(text, at + ending.Length))
                {
                    at++;
                    continue;
                }

                text = text.Remove(at, ending.Length);
            }
        }

        return text;
    }

    private static string WithoutBrackets(string text)
    {
        if (text.AsSpan().IndexOfAny("([{<") < 0)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '(' or '[' or '{' or '<':
                    depth++;
                    break;
                case ')' or ']' or '}' or '>':
                    depth = Math.Max(0, depth - 1);
                    kept.Append(' ');
                    break;
                default:
                    if (depth == 0)
                    {
                        kept.Append(letter);
                    }

                    break;
            }
        }

        return kept.ToString();
    }

    /// <summary>Drops m/w/d, H/F/N and the like at the end of a segment: letters joined by slashes.</summary>
    private string WithoutGenderMark(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        words.RemoveAll(word => word.AsSpan().IndexOfAny("/|*") > 0 && word.Length <= 14
            && Folding.Fold(word).Split(['/', '|', '*', '.'], StringSplitOptions.RemoveEmptyEntries).All(_words.Gender.Contains));
        return string.Join(' ', words.Where(word => !_words.GenderMarks.Contains(word))).Trim(' ', ',', '-', '–', '/', '|', ':');
    }

    /// <summary>"Cook/ Baker" and "Cook /Baker" have a blank on either side.</summary>
    private static string WithEvenSlashes(string text)
    {
        for (var at = text.IndexOf('/', 1); at > 0 && at + 1 < text.Length; at = text.IndexOf('/', at + 2))
        {
            if (text[at - 1] == ' ' != (text[at + 1] == ' '))
            {
                text = text.Insert(text[at - 1] == ' ' ? at + 1 : at, " ");
            }

            if (at + 2 >= text.Length)
            {
                break;
            }
        }

        return text;
    }

    private static string Collapse(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim(' ', ',', '-', '–', '|', ':', '*');
}
