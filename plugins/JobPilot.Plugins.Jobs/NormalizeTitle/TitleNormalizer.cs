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
    private const int GenderLetters = 3;
    private const int LeastStem = 5;
    private const int LongestSuffix = 4;
    private const int LongestTitle = 400;
    private const int MostKnown = 8192;
    private const int LongestKnown = 120;
    private static readonly Lazy<TitleNormalizer> Loaded = new(() => new TitleNormalizer(TitleWords.Instance));

    private readonly TitleWords _words;
    private readonly TitleSegments _segments;
    private readonly TitlePhrases _phrases;
    private readonly GenderPairs _pairs;
    private readonly TitleGrades _grades;
    private readonly KeptTexts<string> _known;

    private TitleNormalizer(TitleWords words) =>
        (_words, _segments, _phrases, _pairs, _grades, _known) =
        (words, new TitleSegments(words), new TitlePhrases(words), new GenderPairs(words), new TitleGrades(words), new KeptTexts<string>(MostKnown, LongestKnown, Find));

    /// <summary>The normalizer, loaded on first use.</summary>
    public static TitleNormalizer Instance => Loaded.Value;

    /// <summary>The normalizer with what the user's files change.</summary>
    public static TitleNormalizer Of(RuleSet rules) => rules.Changes(TitleWords.File) ? new TitleNormalizer(TitleWords.Of(rules)) : Instance;

    /// <summary>The core of a title; the title itself where nothing would be left.</summary>
    public string Normalize(string raw) => _known.Of(raw);

    private string Find(string raw)
    {
        if (raw.Length > LongestTitle)
        {
            return Collapse(raw);
        }

        var bare = WithoutBrackets(WithoutEndings(WithoutPictures(raw)));
        var stated = _phrases.Strip(_pairs.Join(_grades.Parted(Collapse(_segments.WithoutTags(bare)))));
        var text = Collapse(stated.Any(char.IsLetter) ? stated : bare);
        var segments = _segments.Split(text);
        for (var i = 0; i < segments.Count; i++)
        {
            segments[i] = segments[i] with { Text = _phrases.WithoutClosing(WithoutGenderMark(segments[i].Text)) };
        }

        segments.RemoveAll(segment => segment.Text.Length == 0);
        var first = segments.Count == 0 ? "" : _grades.Strip(segments[0].Text);
        segments.RemoveAll(segment => _segments.IsQualifier(segment.Text));
        if (segments.Count > 1 && !_words.HasRoleIn(segments[0].Text) && TitleSegments.IsCity(segments[0].Text))
        {
            segments.RemoveAt(0);
        }

        if (segments.Count == 0)
        {
            // "Painter and Varnisher starting now": no role is known in it, and a word of qualifiers stands beside.
            return TitleCase.Quiet(first.Any(char.IsLetter) && !_segments.IsQualifier(first) ? first : Collapse(raw), _words);
        }

        var core = Choose(segments);
        var stripped = _grades.Strip(core);
        return TitleCase.Quiet(Singular(WithEvenSlashes(WithoutPlace(stripped.Length == 0 ? core : stripped, raw))), _words);
    }

    /// <summary>Drops a large city behind "in" at the end, of those behind a bracket any: "Softwareentwickler in Hamburg", "Koch (m/w/d) in Zeven".</summary>
    private string WithoutPlace(string text, string raw)
    {
        var at = text.LastIndexOf(" in ", StringComparison.Ordinal);
        if (at < 4 || !char.IsUpper(text[Math.Min(text.Length - 1, at + 4)]) || !_words.HasRoleIn(text[..at]))
        {
            return text;
        }

        // "in Porto or Braga".
        var place = text[(at + 4)..];
        var words = place.Split(' ');
        var joint = Array.FindIndex(words, word => word == "/" || _words.Conjunctions.Contains(Folding.Fold(word)));
        var city = Gazetteer.Instance.FindCity(PlaceName.Key(joint > 0 ? string.Join(' ', words.Take(joint)) : place));
        return city?.Population >= LargeCity || (city is not null && raw.Contains(") in " + place, StringComparison.Ordinal)) ? text[..at] : text;
    }

    private string Choose(List<TitleSegment> segments)
    {
        var first = segments[0];
        var folded = Folding.Fold(first.Text);
        if (segments.Count > 1 && segments[1].IsAfterComma && _words.Heads.Contains(Folding.Fold(_grades.Strip(first.Text))))
        {
            return Inverted(_grades.Strip(segments[1].Text), _grades.Strip(first.Text));
        }

        var bare = _grades.Strip(first.Text);
        if (bare.Length > 0 && _words.HasRoleIn(bare) && !IsIntern(folded))
        {
            return first.Text;
        }

        // "iOS - Mobile Engineer": the first segment that names a role, if any does.
        foreach (var segment in segments.Skip(1))
        {
            if ((!segment.IsAfterComma || _grades.IsGraded(segment.Text)) && _words.HasRoleIn(segment.Text) && !IsGradeOrIntern(segment.Text))
            {
                if (segment.IsAfterComma && _grades.Strip(segment.Text) is var head && _words.Heads.Contains(Folding.Fold(head)))
                {
                    // "Orchards, Senior Manager".
                    return $"{bare} {head}";
                }

                return HasIntern(folded) && !_words.HasRoleIn(folded) && !IsIntern(folded) ? first.Text : segment.Text;
            }
        }

        return bare.Length == 0 && segments.Count > 1 ? segments[1].Text : first.Text;
    }

    /// <summary>The head behind what it is of: "Manager, Orchards" is Orchards Manager, "Designer, Garden Design" is Garden Designer.</summary>
    private static string Inverted(string rest, string head)
    {
        var space = rest.LastIndexOf(' ');
        var (last, noun) = (Folding.Fold(rest.AsSpan(space + 1)), Folding.Fold(head));
        var common = last.AsSpan().CommonPrefixLength(noun);
        var isSame = last == noun || last == noun + "s";
        return isSame || (common >= LeastStem && common >= noun.Length - LongestSuffix && noun != "manager") ? $"{rest[..(space + 1)]}{head}" : $"{rest} {head}";
    }

    private bool IsIntern(string folded) => _words.Interns.Contains(folded) || Words(folded).All(_words.Interns.Contains);

    private bool HasIntern(string folded) => Words(folded).Any(_words.Interns.Contains);

    private bool IsGradeOrIntern(string text) => Words(text).All(word => _words.Grades.Contains(word) || _words.Interns.Contains(word));

    private static IEnumerable<string> Words(string text) =>
        Folding.Fold(text).Split([' ', '-', '/', ',', '&'], StringSplitOptions.RemoveEmptyEntries);

    private string Singular(string text)
    {
        var space = text.LastIndexOf(' ');
        var word = text[(space + 1)..];
        if (word.EndsWith('.') && _words.HasRoleIn(word[..^1]))
        {
            return Singular(text[..^1]);
        }

        return word.Length > 5 && Array.Exists(_words.PluralEndings, ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && _words.HasRoleIn(word[..^1]) ? text[..^1] : text;
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
        text = WithoutInnerCapital(text);
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

    /// <summary>"GärtnerIn", "GärtnerInnen"; "LinkedIn" is no role with an ending.</summary>
    private string WithoutInnerCapital(string text)
    {
        for (var at = text.IndexOf("In", StringComparison.Ordinal); at >= 0; at = text.IndexOf("In", Math.Min(at + 1, text.Length), StringComparison.Ordinal))
        {
            var end = string.CompareOrdinal(text, at, "Innen", 0, 5) == 0 ? at + 5 : at + 2;
            var start = at;
            while (start > 0 && char.IsLetter(text[start - 1]))
            {
                start--;
            }

            if (at > start && char.IsLower(text[at - 1]) && !Folding.IsWordAt(text, end) && _words.IsRole(Folding.Fold(text.AsSpan(start, at - start))))
            {
                text = text.Remove(at, end - at);
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
        while (words.Count > GenderLetters && words.TakeLast(GenderLetters).All(word => word.Length == 1 && char.IsLower(word[0]) && _words.Gender.Contains(word)))
        {
            words.RemoveRange(words.Count - GenderLetters, GenderLetters);
        }

        return string.Join(' ', words.Where(word => !_words.GenderMarks.Contains(word))).Trim(' ', ',', '-', '–', '/', '|', ':');
    }

    /// <summary>"Cook/ Baker" and "Cook /Baker" have a blank on either side.</summary>
    private static string WithEvenSlashes(string text)
    {
        text = text.Replace("/. ", "/ ", StringComparison.Ordinal);
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
