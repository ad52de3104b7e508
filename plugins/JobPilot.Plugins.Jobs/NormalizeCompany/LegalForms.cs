using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeCompany;

/// <summary>Knows legal forms by the rows of <c>companies.tsv</c>; dots, blanks and case do not count. Immutable once loaded.</summary>
internal sealed class LegalForms
{
    /// <summary>Letters of the longest legal form; what is longer is none, and is not copied to the stack.</summary>
    public const int Longest = 64;

    /// <summary>So short a form is a word too ("as", "se", "pt").</summary>
    private const int ShortForm = 2;

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _forms;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _dotted;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _inner;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _leading;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly string[] _asides;

    /// <summary>Takes the forms of a table.</summary>
    /// <param name="rows">Its rows.</param>
    public LegalForms(IReadOnlyCollection<RuleRow> rows)
    {
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Of(string kind) =>
            rows.Where(row => row[0] == kind).Select(row => Compact(row[1])).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        (_forms, _dotted, _inner, _leading, _words) = (Of("form"), Of("dotted_form"), Of("inner_form"), Of("leading_form"), Of("word_form"));
        _asides = [.. rows.Where(row => row[0] == "aside").Select(row => row[1])];
    }

    /// <summary>Whether the text is a legal form, or two around "&amp; Co".</summary>
    public bool IsForm(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
        {
            return false;
        }

        Span<char> buffer = stackalloc char[text.Length];
        ReadOnlySpan<char> compact = buffer[..Compact(text, buffer)];
        if (_forms.Contains(compact) || (text.Contains('.') && _dotted.Contains(compact)))
        {
            return true;
        }

        var partner = compact.IndexOf("&co");
        return partner > 0 && _forms.Contains(compact[..partner]) && (partner + 3 == compact.Length || _forms.Contains(compact[(partner + 3)..]));
    }

    /// <summary>Whether the form is one where words of the name stand behind it: "Turnerbund e.V. Ulm".</summary>
    public bool IsInner(ReadOnlySpan<char> form)
    {
        Span<char> buffer = stackalloc char[form.Length];
        ReadOnlySpan<char> compact = buffer[..Compact(form, buffer)];
        var partner = compact.IndexOf("&co");
        return _inner.Contains(compact) || (partner > 0 && _inner.Contains(compact[..partner]));
    }

    /// <summary>Whether the form belongs to the name before it: "Thorn Co", but not "Thorn Mill Co".</summary>
    public bool IsWordOf(ReadOnlySpan<char> name, ReadOnlySpan<char> form)
    {
        Span<char> buffer = stackalloc char[form.Length];
        return _words.Contains(buffer[..Compact(form, buffer)]) && !name.Contains(' ');
    }

    /// <summary>Whether the text behind a form begins with words that only say more about the company: "dba Clearview".</summary>
    public bool IsAside(ReadOnlySpan<char> rest)
    {
        Span<char> folded = stackalloc char[Math.Min(rest.Length, Longest)];
        Folding.Fold(rest[..folded.Length], folded);
        foreach (var words in _asides)
        {
            if (Folding.HasPhraseAt(folded, 0, words))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the word is a legal form before a name.</summary>
    public bool IsLeading(ReadOnlySpan<char> word)
    {
        if (word.Length > Longest)
        {
            return false;
        }

        Span<char> buffer = stackalloc char[word.Length];
        var length = Compact(word, buffer);
        return _leading.Contains(buffer[..length]) && (length > ShortForm + 1 || IsCapital(word));
    }

    /// <summary>Whether the form is not written as a word is; longer ones may be.</summary>
    public static bool IsMarked(ReadOnlySpan<char> form) => form.Length > ShortForm || char.IsUpper(form[^1]);

    private static bool IsCapital(ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
        {
            if (char.IsLower(letter))
            {
                return false;
            }
        }

        return true;
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
}
