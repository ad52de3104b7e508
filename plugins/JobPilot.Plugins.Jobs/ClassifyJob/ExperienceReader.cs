using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>Reads the years of experience that stand before a word such as "years". Works on folded text; thread-safe.</summary>
internal sealed class ExperienceReader
{
    /// <summary>The shipped table.</summary>
    public const string File = "experience.tsv";

    private const double MostYears = 30;
    private const double MostYearsOfPlus = 15;
    private const int SentenceLength = 120;
    private const int BeforeLength = 52;
    private const int AfterLength = 90;
    private readonly string[] _units;
    private readonly string[] _openBehind;
    private readonly string[] _rangeBehind;
    private readonly YearNumbers _numbers;
    private readonly ExperienceWords _words;

    public ExperienceReader(RuleSet rules)
    {
        var rows = rules.Rows(File).ToList();
        string[] Of(string kind) => [.. rows.Where(row => row[0] == kind).Select(row => row[1])];
        _units = Of("unit");
        _openBehind = Of("open_behind");
        _rangeBehind = Of("range_behind");
        _numbers = new YearNumbers(rows);
        _words = new ExperienceWords(rows);
    }

    /// <summary>Words for years: what to look for in the text.</summary>
    public IReadOnlyList<string> Units => _units;

    /// <summary>Reads the demand around a word for years.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="at">Where the word begins.</param>
    public Finding<(double? Min, double? Max)>? Read(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        if (!_numbers.TryRead(text, ref start, out var last, out var isOpen))
        {
            return null;
        }

        var connector = start;
        double? first = _numbers.SkipConnector(text, ref connector) && _numbers.TryRead(text, ref connector, out var low, out _) && low <= last ? low : null;
        start = first is null ? start : connector;
        var end = at;
        while (Folding.IsWordAt(text, end))
        {
            end++;
        }

        var sentence = text[Math.Max(0, start - SentenceLength)..start];
        sentence = sentence[(Math.Max(sentence.LastIndexOf('\n'), sentence.LastIndexOf(". ", StringComparison.Ordinal)) + 1)..].TrimEnd(" (");
        var before = sentence[Math.Max(0, sentence.Length - BeforeLength)..];
        var after = text[end..Math.Min(text.Length, end + AfterLength)];
        var stop = after.IndexOf('\n');
        after = WithoutGenitive((stop > 0 ? after[..stop] : after).TrimStart(" )'’("));
        var hasPlus = isOpen;
        var isOpenBehind = ReadBehind(ref after, ref first, ref last);
        isOpen |= isOpenBehind;
        if (last > MostYears || !_words.IsDemand(sentence, before, after, isOpen || first is not null, isOpenBehind, hasPlus && last <= MostYearsOfPlus))
        {
            return null;
        }

        var upTo = _words.IsMost(before);
        (double?, double?) years = upTo && first is null ? (null, last) : first is not null ? (first, isOpen ? null : last) : (last, null);
        return new Finding<(double? Min, double? Max)>(years, start, end - start, first is null ? "experience.years" : "experience.range");
    }

    /// <summary>A text without the lone s that it begins with, what is left of "year's".</summary>
    private static ReadOnlySpan<char> WithoutGenitive(ReadOnlySpan<char> text) => text.Length > 0 && text[0] == 's' && !Folding.IsWordAt(text, 1) ? text[1..].TrimStart(" )'’(") : text;

    /// <summary>Takes what stands behind the word and says more of the number: "4 years or more", "1 year to less than 2 years".</summary>
    /// <returns>Whether it makes the number the least.</returns>
    private bool ReadBehind(ref ReadOnlySpan<char> after, ref double? first, ref double last)
    {
        foreach (var phrase in _openBehind)
        {
            if (Folding.HasPhraseAt(after, 0, phrase))
            {
                after = after[phrase.Length..].TrimStart(" )");
                return true;
            }
        }

        foreach (var phrase in first is null ? _rangeBehind : [])
        {
            if (Folding.HasPhraseAt(after, 0, phrase) && _numbers.TryReadFirst(after[phrase.Length..].TrimStart(' '), out var most, out var length)
                && most > last && StartsWithUnit(after[phrase.Length..].TrimStart(' ')[length..], out var rest))
            {
                first = last;
                last = most;
                after = rest;
                return false;
            }
        }

        return false;
    }

    private bool StartsWithUnit(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        rest = text.TrimStart(" +-)");
        foreach (var unit in _units)
        {
            if (rest.StartsWith(unit))
            {
                var end = 0;
                while (Folding.IsWordAt(rest, end))
                {
                    end++;
                }

                rest = rest[end..].TrimStart(" )'’(");
                return true;
            }
        }

        return false;
    }
}
