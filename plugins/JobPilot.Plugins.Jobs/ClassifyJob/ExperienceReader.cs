using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>Reads the years of experience that stand before a word such as "years". Works on folded text; thread-safe.</summary>
internal sealed class ExperienceReader
{
    /// <summary>The shipped table.</summary>
    public const string File = "experience.tsv";

    private const double MostYears = 30;
    private const int BeforeLength = 52;
    private const int AfterLength = 90;
    private static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"];
    private static readonly string[] GermanNumbers = ["ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwolf", "dreizehn", "vierzehn", "funfzehn"];
    private static readonly string[] OpenEnds = [" or more", " and more", " plus", " oder mehr", " und mehr", " ou plus", " o mas"];
    private readonly string[] _units;
    private readonly string[] _stems;
    private readonly string[] _notBefore;
    private readonly string[] _notAfter;
    private readonly string[] _minimum;
    private readonly string[] _follow;

    public ExperienceReader(RuleSet rules)
    {
        var rows = rules.Rows(File).ToList();
        string[] Of(string kind) => [.. rows.Where(row => row[0] == kind).Select(row => row[1])];
        _units = Of("unit");
        _stems = Of("stem");
        _notBefore = Of("not_before");
        _notAfter = Of("not_after");
        _minimum = Of("minimum");
        _follow = Of("follow");
    }

    /// <summary>Words for years: what to look for in the text.</summary>
    public IReadOnlyList<string> Units => _units;

    /// <summary>Reads the demand around a word for years.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="at">Where the word begins.</param>
    public Finding<(double? Min, double? Max)>? Read(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        if (!TryNumber(text, ref start, out var last, out var isOpen))
        {
            return null;
        }

        var connector = start;
        double? first = SkipConnector(text, ref connector) && TryNumber(text, ref connector, out var low, out _) && low <= last ? low : null;
        start = first is null ? start : connector;
        var end = at;
        while (Folding.IsWordAt(text, end))
        {
            end++;
        }

        var before = text[Math.Max(0, start - BeforeLength)..start];
        before = before[(Math.Max(before.LastIndexOf('\n'), before.LastIndexOf(". ", StringComparison.Ordinal)) + 1)..].TrimEnd(" (");
        var after = text[end..Math.Min(text.Length, end + AfterLength)];
        var stop = after.IndexOf('\n');
        after = (stop > 0 ? after[..stop] : after).TrimStart(" )'’(s");
        if (last > MostYears || !IsDemand(before, after, isOpen || first is not null))
        {
            return null;
        }

        var upTo = EndsWithAny(before, ["up to", "bis zu", "maximum", "max", "maximal", "less than", "weniger als"]);
        (double?, double?) years = upTo && first is null ? (null, last) : first is not null ? (first, isOpen ? null : last) : (last, null);
        return new Finding<(double? Min, double? Max)>(years, start, end - start, first is null ? "experience.years" : "experience.range");
    }

    private bool IsDemand(ReadOnlySpan<char> before, ReadOnlySpan<char> after, bool isOpenOrRange)
    {
        if (EndsWithAny(before, _notBefore) || StartsWithAny(after, _notAfter))
        {
            return false;
        }

        // The stop of "exp." belongs to the word.
        var sentence = after.IndexOf(". ", StringComparison.Ordinal);
        var rest = sentence < 0 ? after : after[..(sentence + 1)];
        var part = rest.IndexOf(';');
        rest = part < 0 ? rest : rest[..part];
        if (EndsWithAny(before.TrimStart(), ["with", "mit", "avec", "con"]) && before.Trim().IndexOf(' ') < 0 && HasAny(after, [", we ", " our ", " wir ", " unser", " nous ", " notre "]))
        {
            // "With 20 years of experience in payments, we help ...": the employer's.
            return false;
        }

        if (HasAny(rest, _stems) || HasAny(before, _stems))
        {
            return true;
        }

        return (isOpenOrRange || EndsWithAny(before, _minimum)) && (StartsWithAny(after, _follow) || StartsWithVerb(after));
    }

    private static bool StartsWithVerb(ReadOnlySpan<char> after)
    {
        var end = after.IndexOf(' ');
        return end > 5 && after[..end].EndsWith("ing");
    }

    /// <summary>Reads a number backwards from a place: 5, 1.5, 5+, (3), five.</summary>
    private static bool TryNumber(ReadOnlySpan<char> text, ref int at, out double value, out bool isOpen)
    {
        value = 0;
        isOpen = false;
        var i = at - 1;
        while (i >= 0 && text[i] is ' ' or '+' or '-' or ')' or '\u00A0')
        {
            isOpen |= text[i] == '+';
            i--;
        }

        var end = i + 1;
        while (i >= 0 && char.IsAsciiDigit(text[i]))
        {
            i--;
        }

        if (i + 1 < end && end - i - 1 <= 2)
        {
            if (i > 0 && text[i] is '.' or ',' && char.IsAsciiDigit(text[i - 1]) && end - i - 1 == 1 && !(i > 1 && char.IsAsciiDigit(text[i - 2])))
            {
                value = (text[i - 1] - '0') + ((text[i + 1] - '0') / 10.0);
                i -= 2;
            }
            else
            {
                for (var digit = i + 1; digit < end; digit++)
                {
                    value = (value * 10) + (text[digit] - '0');
                }
            }

            if (i >= 0 && (char.IsLetterOrDigit(text[i]) || text[i] is '$' or '€' or '£'))
            {
                return false;
            }

            at = i >= 0 && text[i] == '(' ? i : i + 1;
            if (at == i)
            {
                // "five (5)" says the number twice.
                var spelled = at;
                at = TryWord(text, ref spelled, out var again) && again == value ? spelled : at;
            }

            return true;
        }

        foreach (var open in OpenEnds)
        {
            if (text[..end].EndsWith(open))
            {
                isOpen = true;
                var bare = end - open.Length;
                if (TryNumber(text, ref bare, out value, out _))
                {
                    at = bare;
                    return true;
                }
            }
        }

        at = end;
        return TryWord(text, ref at, out value);
    }

    private static bool TryWord(ReadOnlySpan<char> text, ref int at, out double value)
    {
        value = 0;
        var end = text[..at].TrimEnd(' ').Length;
        var i = end - 1;
        while (i >= 0 && char.IsAsciiLetter(text[i]))
        {
            i--;
        }

        var word = text[(i + 1)..end];
        for (var number = 0; number < Numbers.Length; number++)
        {
            if (word.SequenceEqual(Numbers[number]) || word.SequenceEqual(GermanNumbers[number]) || (word.Length > 3 && word[..^1].SequenceEqual(GermanNumbers[number])))
            {
                value = number + 1;
                at = i + 1;
                return true;
            }
        }

        return false;
    }

    private static bool SkipConnector(ReadOnlySpan<char> text, ref int at)
    {
        var before = text[..at].TrimEnd(' ');
        foreach (var connector in (ReadOnlySpan<string>)["-", "/", " to", " bis", " and", " und", " or", " oder", " a"])
        {
            if (before.EndsWith(connector))
            {
                at = before.Length - connector.Length;
                return true;
            }
        }

        return false;
    }

    private static bool EndsWithAny(ReadOnlySpan<char> text, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (text.EndsWith(phrase) && !Folding.IsWordAt(text, text.Length - phrase.Length - 1))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (Folding.HasPhraseAt(text, 0, phrase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasAny(ReadOnlySpan<char> text, string[] stems)
    {
        foreach (var stem in stems)
        {
            if (text.IndexOf(stem, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
