using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Looks for whole phrases in folded text.</summary>
internal static class PhraseSearch
{
    /// <summary>Whether a text ends with one of the phrases.</summary>
    public static bool EndsWith(ReadOnlySpan<char> text, string[] phrases)
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

    /// <summary>Where the last of the phrases begins; -1 where none is there.</summary>
    public static int Last(ReadOnlySpan<char> text, string[] phrases)
    {
        var last = -1;
        foreach (var phrase in phrases)
        {
            last = Math.Max(last, Last(text, phrase));
        }

        return last;
    }

    /// <summary>Where a phrase stands last; -1 where that is no whole phrase.</summary>
    public static int Last(ReadOnlySpan<char> text, string phrase)
    {
        var at = text.LastIndexOf(phrase, StringComparison.Ordinal);
        return at >= 0 && Folding.HasPhraseAt(text, at, phrase) ? at : -1;
    }
}
