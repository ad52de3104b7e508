using System.Globalization;
using JobPilot.Plugins.Jobs.CleanText;
using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeCompany;

/// <summary>Takes a company's name apart by the forms and words of <c>companies.tsv</c>. Thread-safe.</summary>
internal sealed class CompanyNameParser
{
    /// <summary>The shipped table.</summary>
    public const string File = "companies.tsv";

    /// <summary>Letters of the longest legal form; what is longer is none, and is not copied to the stack.</summary>
    private const int LongestForm = 40;

    private const int MostKnown = 4096;
    private const int LongestKnown = 200;
    private static readonly Lazy<CompanyNameParser> Loaded = new(() => new CompanyNameParser(RuleSet.Shipped));
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _forms;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _leading;
    private readonly string[] _attached;
    private readonly HashSet<string> _placeholders;
    private readonly string[] _agencyWords;
    private readonly string[] _agencies;
    private readonly KeptTexts<CompanyName> _known;

    private CompanyNameParser(RuleSet rules)
    {
        _known = new(MostKnown, LongestKnown, Read);
        var rows = rules.Rows(File).ToList();
        HashSet<string> Of(string kind) => [.. rows.Where(row => row[0] == kind).Select(row => Compact(row[1]))];
        _forms = Of("form").GetAlternateLookup<ReadOnlySpan<char>>();
        _leading = Of("leading_form").GetAlternateLookup<ReadOnlySpan<char>>();
        _attached = [.. rows.Where(row => row[0] == "attached_form").Select(row => row[1]).OrderByDescending(form => form.Length)];
        _placeholders = [.. rows.Where(row => row[0] == "placeholder").Select(row => row[1])];
        _agencyWords = [.. rows.Where(row => row[0] == "agency_word").Select(row => row[1])];
        _agencies = [.. rows.Where(row => row[0] == "agency").Select(row => row[1])];
    }

    /// <summary>The parser, loaded on first use.</summary>
    public static CompanyNameParser Instance => Loaded.Value;

    /// <summary>The parser with what the user's files change.</summary>
    public static CompanyNameParser Of(RuleSet rules) => rules.Changes(File) ? new CompanyNameParser(rules) : Instance;

    /// <summary>Takes a name apart; the name is empty where the text only says that none is told ("Confidential", "N/A").</summary>
    public CompanyName Parse(string raw) => _known.Of(raw);

    private CompanyName Read(string raw)
    {
        var text = Clean(HtmlText.CleanLine(WithoutRating(raw)));
        if (!text.Any(char.IsLetterOrDigit) || _placeholders.Contains(Folding.Fold(text.AsSpan().Trim(" .*()[]<>\"'"))))
        {
            return new CompanyName("", null, false);
        }

        var (name, form) = SplitForm(text);
        var folded = Folding.Fold(name);
        var isAgency = Array.Exists(_agencies, agency => Folding.HasPhraseAt(folded, 0, agency))
            || Array.Exists(_agencyWords, word => Folding.FindPhrase(folded, word) >= 0);
        return new CompanyName(name, form, isAgency);
    }

    private (string Name, string? Form) SplitForm(string text)
    {
        // The longest run of last words that is a legal form: "GmbH & Co. KG" before "KG".
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at - 1] is not (' ' or ',' or '-') || text[at] == ' ')
            {
                continue;
            }

            var form = text.AsSpan(at);
            var isJoined = text[at - 1] == '-';
            if (IsForm(form) && (!isJoined || form.StartsWith("G") || form.StartsWith("A")))
            {
                var name = text[..(at - 1)].TrimEnd(' ', ',', '-', '(');
                if (name.Length > 0)
                {
                    return (name, form.Trim(" ()").ToString());
                }
            }
        }

        // Forms of languages that write no blank between words.
        foreach (var attached in _attached)
        {
            var isBehind = text.EndsWith(attached, StringComparison.Ordinal);
            if (text.Length > attached.Length && (isBehind || text.StartsWith(attached, StringComparison.Ordinal)))
            {
                return ((isBehind ? text[..^attached.Length] : text[attached.Length..]).Trim(), attached);
            }
        }

        var space = text.IndexOf(' ');
        if (space is > 0 and <= LongestForm && _leading.Contains(Compact(text[..space])))
        {
            return (text[(space + 1)..].Trim(), text[..space]);
        }

        return (text, null);
    }

    private bool IsForm(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestForm)
        {
            return false;
        }

        Span<char> compact = stackalloc char[text.Length];
        return _forms.Contains(compact[..Compact(text, compact)]);
    }

    private static string Compact(string text)
    {
        Span<char> compact = stackalloc char[text.Length];
        return compact[..Compact(text, compact)].ToString();
    }

    /// <summary>Only letters, folded, "&amp;" and "+" alike: "G.m.b.H." is "gmbh".</summary>
    private static int Compact(ReadOnlySpan<char> text, Span<char> compact)
    {
        var length = 0;
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter))
            {
                compact[length++] = Folding.Fold(letter);
            }
            else if (letter is '&' or '+')
            {
                compact[length++] = '&';
            }
        }

        return length;
    }

    /// <summary>Some boards put their rating in a line below the name.</summary>
    private static string WithoutRating(string raw)
    {
        var line = raw.LastIndexOf('\n');
        return line > 0 && double.TryParse(raw.AsSpan(line + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? raw[..line] : raw;
    }

    private static string Clean(string raw)
    {
        Span<char> kept = raw.Length <= 256 ? stackalloc char[raw.Length] : new char[raw.Length];
        var length = 0;
        foreach (var letter in raw)
        {
            var isSpace = char.IsWhiteSpace(letter);
            if (letter is '®' or '™' or '©' or '℠' || char.IsControl(letter) && !isSpace || (isSpace && (length == 0 || kept[length - 1] == ' ')))
            {
                continue;
            }

            kept[length++] = isSpace ? ' ' : letter;
        }

        var name = kept[..length].Trim(" ,;-|");
        return (name.StartsWith(". ") ? name[2..] : name).ToString();
    }
}
