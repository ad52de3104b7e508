using System.Buffers;
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

    private const int MostKnown = 4096;
    private const int LongestKnown = 200;
    private const int UsualName = 256;
    private static readonly Lazy<CompanyNameParser> Loaded = new(() => new CompanyNameParser(RuleSet.Shipped));
    private readonly LegalForms _forms;
    private readonly string[] _attached;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _placeholders;
    private readonly string[] _agencyWords;
    private readonly SearchValues<string> _anyAgencyWord;
    private readonly string[] _agencies;
    private readonly KeptTexts<CompanyName> _known;

    private CompanyNameParser(RuleSet rules)
    {
        _known = new(MostKnown, LongestKnown, Read);
        var rows = rules.Rows(File).ToList();
        _forms = new LegalForms(rows);
        _attached = [.. rows.Where(row => row[0] == "attached_form").Select(row => row[1]).OrderByDescending(form => form.Length)];
        _placeholders = rows.Where(row => row[0] == "placeholder").Select(row => row[1]).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _agencyWords = [.. rows.Where(row => row[0] == "agency_word").Select(row => row[1])];
        _anyAgencyWord = SearchValues.Create(_agencyWords, StringComparison.Ordinal);
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
        // Some boards give the name as it stands in an address: "Blue%20Kettle".
        var text = Clean(HtmlText.CleanLine(WithoutRating(Uri.UnescapeDataString(raw))));
        Span<char> folded = text.Length <= UsualName ? stackalloc char[UsualName] : new char[text.Length];
        if (!HasLetter(text) || _placeholders.Contains(Folded(text.AsSpan().Trim(" .*()[]<>\"'"), folded)))
        {
            return new CompanyName("", null, false);
        }

        var (name, form) = SplitForm(text);
        return new CompanyName(name, form, IsAgency(Folded(name, folded)));
    }

    /// <summary>Whether a folded name begins with that of an agency, or has a word of agencies.</summary>
    private bool IsAgency(ReadOnlySpan<char> name) =>
        Phrases.StartsWithAny(name, _agencies) || (name.ContainsAny(_anyAgencyWord) && Phrases.HasAny(name, _agencyWords));

    private static bool HasLetter(string text)
    {
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> Folded(ReadOnlySpan<char> text, Span<char> to)
    {
        Folding.Fold(text, to);
        return to[..text.Length];
    }

    private (string Name, string? Form) SplitForm(string text)
    {
        if (Behind(text, text.Length) is { } last)
        {
            return (last.Name, last.Form);
        }

        if (text.Length <= LongestKnown && Within(text) is { } inner)
        {
            return inner;
        }

        // "Lindenhof (Mühlen GmbH)".
        if (text.EndsWith(')') && Behind(text[..^1], text.Length) is { } bracketed && bracketed.Name.Contains('('))
        {
            return (bracketed.Name + ")", bracketed.Form);
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
        return space > 0 && _forms.IsLeading(text.AsSpan(0, space)) ? (text[(space + 1)..].Trim(), text[..space]) : (text, null);
    }

    /// <summary>The longest run of last words that is a legal form: "GmbH &amp; Co. KG" before "KG".</summary>
    private (string Name, string Form)? Behind(string text, int whole)
    {
        for (var at = Math.Max(1, text.Length - LegalForms.Longest); at < text.Length; at++)
        {
            var form = text.AsSpan(at);
            if (IsStart(text, at, form) && (IsBalanced(form) || text.Length < whole) && _forms.IsForm(form) && NameBefore(text, at) is { } name && !_forms.IsWordOf(name, form))
            {
                return (name, WithoutBrackets(form).ToString());
            }
        }

        return null;
    }

    /// <summary>A form with something behind it: a bracket, a brand or a place behind a sign is left out, words are of the name.</summary>
    private (string Name, string Form)? Within(string text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            for (var end = Math.Min(text.Length - 1, at + LegalForms.Longest); end > at && IsStart(text, at, text.AsSpan(at)); end--)
            {
                var form = text.AsSpan(at, end - at);
                if (text[end] is not (' ' or ',' or ';' or '|' or '(' or '-' or '/') || !(char.IsLetterOrDigit(form[^1]) || form[^1] is '.' or ')') || !IsBalanced(form) || !_forms.IsForm(form))
                {
                    continue;
                }

                var rest = text.AsSpan(end).TrimStart(' ');
                var isAside = rest[0] is ',' or ';' or '|' or '(' || (rest[0] is '-' or '–' or '—' or '/' && rest.Length > 1 && rest[1] == ' ') || (text[end] == ' ' && _forms.IsAside(rest));
                var isWord = text[end] == ' ' && char.IsLetterOrDigit(rest[0]) && _forms.IsInner(form);
                if ((isAside || isWord) && LegalForms.IsMarked(form) && NameBefore(text, at) is { } name && !_forms.IsWordOf(name, form))
                {
                    return (isAside ? name : $"{name} {rest}", WithoutBrackets(form).ToString());
                }
            }
        }

        return null;
    }

    private static bool IsStart(string text, int at, ReadOnlySpan<char> form) =>
        (char.IsLetter(form[0]) || form[0] is '(' or '&') && (text[at - 1] is ' ' or ',' || (text[at - 1] == '-' && form[0] is 'G' or 'A'));

    /// <summary>The name before a form; null where there is none, or where the form is a partner's: "Thorn &amp; Co".</summary>
    private static string? NameBefore(string text, int at)
    {
        var name = text.AsSpan(0, at).TrimEnd(" ,-–(/|");
        return name.IsEmpty || name[^1] is '&' or '+' || name.EndsWith(" und") || name.EndsWith(" and") || name.EndsWith(" et") ? null : name.ToString();
    }

    private static bool IsBalanced(ReadOnlySpan<char> text) => text.Count('(') == text.Count(')');

    private static ReadOnlySpan<char> WithoutBrackets(ReadOnlySpan<char> form)
    {
        form = form.Trim(' ');
        return form is ['(', .., ')'] && form.Count('(') == 1 ? form[1..^1].Trim(' ') : form;
    }

    /// <summary>Some boards put their rating in a line below the name.</summary>
    private static string WithoutRating(string raw)
    {
        var line = raw.LastIndexOf('\n');
        return line > 0 && double.TryParse(raw.AsSpan(line + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? raw[..line] : raw;
    }

    private static string Clean(string raw)
    {
        Span<char> kept = raw.Length <= UsualName ? stackalloc char[raw.Length] : new char[raw.Length];
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
        name = name.StartsWith(". ") ? name[2..] : name;
        return name.SequenceEqual(raw) ? raw : name.ToString();
    }
}
