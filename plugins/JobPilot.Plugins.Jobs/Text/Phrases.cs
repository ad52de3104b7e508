namespace JobPilot.Plugins.Jobs.Text;

/// <summary>Looks in folded text for any of some phrases, as whole words.</summary>
internal static class Phrases
{
    /// <summary>Whether the text begins with one of them.</summary>
    public static bool StartsWithAny(ReadOnlySpan<char> folded, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (Folding.HasPhraseAt(folded, 0, phrase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the text ends with one of them.</summary>
    public static bool EndsWithAny(ReadOnlySpan<char> folded, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (folded.EndsWith(phrase) && !Folding.IsWordAt(folded, folded.Length - phrase.Length - 1))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of them stands anywhere in the text.</summary>
    public static bool HasAny(ReadOnlySpan<char> folded, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (Folding.FindPhrase(folded, phrase) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
