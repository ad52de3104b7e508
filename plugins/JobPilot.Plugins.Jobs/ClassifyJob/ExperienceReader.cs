using System.Globalization;
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
    private readonly string[] _units;
    private readonly string[] _stems;
    private readonly string[] _notBefore;
    private readonly string[] _notAfter;
    private readonly string[] _minimum;
    private readonly string[] _follow;
    private readonly string[] _openEnds;
    private readonly string[] _connectors;
    private readonly string[] _maximum;
    private readonly string[] _employerLeads;
    private readonly string[] _employers;

    /// <summary>Numbers in words.</summary>
    private readonly Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> _numbers;

    /// <summary>Those that may have one letter more: "eine".</summary>
    private readonly Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> _inflected;

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
        _openEnds = [.. Of("open_end").Select(Apart)];
        _connectors = [.. Of("connector").Select(Apart)];
        _maximum = Of("maximum");
        _employerLeads = Of("employer_lead");
        _employers = [.. Of("employer").Select(Apart)];
        _numbers = Numbers(rows.Where(row => row[0] == "number"));
        _inflected = Numbers(rows.Where(row => row[0] == "number" && row.Length > 3 && row[3].Length > 0));
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

        var upTo = EndsWithAny(before, _maximum);
        (double?, double?) years = upTo && first is null ? (null, last) : first is not null ? (first, isOpen ? null : last) : (last, null);
        return new Finding<(double? Min, double? Max)>(years, start, end - start, first is null ? "experience.years" : "experience.range");
    }

    /// <summary>A word stands behind a blank, a sign where it is.</summary>
    private static string Apart(string text) => char.IsLetter(text[0]) ? " " + text : text;

    private static Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> Numbers(IEnumerable<RuleRow> rows)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            numbers.TryAdd(row[1], double.Parse(row[2], CultureInfo.InvariantCulture));
        }

        return numbers.GetAlternateLookup<ReadOnlySpan<char>>();
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
        if (EndsWithAny(before.TrimStart(), _employerLeads) && before.Trim().IndexOf(' ') < 0 && HasAny(after, _employers))
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
    private bool TryNumber(ReadOnlySpan<char> text, ref int at, out double value, out bool isOpen)
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

        foreach (var open in _openEnds)
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

    private bool TryWord(ReadOnlySpan<char> text, ref int at, out double value)
    {
        value = 0;
        var end = text[..at].TrimEnd(' ').Length;
        var i = end - 1;
        while (i >= 0 && char.IsAsciiLetter(text[i]))
        {
            i--;
        }

        var word = text[(i + 1)..end];
        if (_numbers.TryGetValue(word, out value) || (word.Length > 3 && _inflected.TryGetValue(word[..^1], out value)))
        {
            at = i + 1;
            return true;
        }

        return false;
    }

    private bool SkipConnector(ReadOnlySpan<char> text, ref int at)
    {
        var before = text[..at].TrimEnd(' ');
        foreach (var connector in _connectors)
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
