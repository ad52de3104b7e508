using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Takes out of a title what is said around it: "Hiring for", "JR-204511", "80-100%", "with security clearance", "Job at Tern, Inc. in Leeds". Thread-safe.</summary>
internal sealed class TitlePhrases(TitleWords words)
{
    private readonly TitleWords _words = words;
    private readonly TitleFigures _figures = new(words);

    /// <summary>The title without them; empty where nothing else was there.</summary>
    public string Strip(string title)
    {
        var text = TitleFigures.WithoutRequisition(title.Trim());
        var folded = Folding.Fold(text);
        foreach (var phrase in _words.Tails)
        {
            var at = Folding.FindPhrase(folded, phrase);
            if (at > 0)
            {
                (text, folded) = (text[..at], folded[..at]);
            }
        }

        foreach (var phrase in _words.RoleTails)
        {
            var at = Folding.FindPhrase(folded, phrase, 1);
            if (at > 0 && folded.Length > at + phrase.Length + 1 && _words.HasRole(folded.AsSpan(0, at)) && !IsKept(folded.AsSpan(at + phrase.Length + 1)))
            {
                (text, folded) = (text[..at], folded[..at]);
            }
        }

        foreach (var phrase in _words.Openings)
        {
            if (Folding.HasPhraseAt(folded, 0, phrase) && folded.Length > phrase.Length + 1 && folded[phrase.Length + 1] != '&' && _words.HasRole(folded.AsSpan(phrase.Length)))
            {
                (text, folded) = (text[phrase.Length..].TrimStart(' ', ':', '!', '-'), folded[phrase.Length..].TrimStart(' ', ':', '!', '-'));
                break;
            }
        }

        foreach (var phrase in _words.Phrases)
        {
            for (var at = Folding.FindPhrase(folded, phrase); at > 0; at = Folding.FindPhrase(folded, phrase))
            {
                (text, folded) = (text.Remove(at, phrase.Length), folded.Remove(at, phrase.Length));
            }
        }

        return _figures.Strip(text);
    }

    /// <summary>A part of the title without what is said behind a role: "position available".</summary>
    public string WithoutClosing(string text)
    {
        var folded = Folding.Fold(text).TrimEnd('.', '!');
        foreach (var phrase in _words.Closings)
        {
            var at = folded.Length - phrase.Length;
            if (at > 0 && Folding.HasPhraseAt(folded, at, phrase) && folded[at - 1] == ' ' && (_words.HasRole(folded.AsSpan(0, at)) || folded.AsSpan(0, at - 1).Contains(' ')))
            {
                return text[..at].TrimEnd();
            }
        }

        return text;
    }

    private bool IsKept(ReadOnlySpan<char> folded)
    {
        foreach (var word in _words.NoTails)
        {
            if (Folding.HasPhraseAt(folded, 0, word))
            {
                return true;
            }
        }

        return false;
    }
}
