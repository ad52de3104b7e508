using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Taxonomies;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>Splits titles into what they are compared by: stems of words, short forms written out, and groups of letters.</summary>
internal static class TitleTerms
{
    private const int ShortestGroup = 3;
    private const int LongestGroup = 5;
    private const int LongestWord = 24;
    private static readonly HashSet<string> Joining = new(["of", "the", "a", "an", "and", "in", "for", "to", "on", "with", "or", "at", "by", "from"], StringComparer.Ordinal);
    private static readonly Lazy<Dictionary<string, string[]>> ShortForms = new(() =>
        EmbeddedText.Rows("occupation-words.tsv").ToDictionary(row => row[0], row => row[1].Split(' '), StringComparer.Ordinal));

    /// <summary>The forms of a title that stand for it: what is in brackets and what is not ("Chief Executive Officer (CEO)").</summary>
    public static List<string> Variants(string title)
    {
        var open = title.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0)
        {
            return [title];
        }

        var close = title.IndexOf(')', open);
        close = close < 0 ? title.Length : close;
        var inner = title[(open + 1)..close];
        var outer = string.Concat(title.AsSpan(0, open), title.AsSpan(Math.Min(title.Length, close + 1)));
        return inner.Trim().Length > 1 ? [outer, inner] : [outer];
    }

    /// <summary>All forms of an occupation's titles, each with the number of its entry: 0 for the preferred label.</summary>
    public static IEnumerable<(string Title, int Entry)> Forms(Occupation occupation) =>
        occupation.Titles.Prepend(occupation.Label).SelectMany((title, entry) => Variants(title).Select(form => (form, entry)));

    /// <summary>The stems of a title, and which of them its head is.</summary>
    /// <param name="title">The title.</param>
    /// <param name="head">Place of the head: the last word, or the last before "of", "for" or "in"; -1 where there is none.</param>
    public static List<string> Stems(string title, out int head)
    {
        var stems = new List<string>(8);
        head = -1;
        var isOpen = true;
        foreach (var word in AllWords(title))
        {
            if (Joining.Contains(word))
            {
                isOpen &= stems.Count == 0 || word is not ("of" or "for" or "in");
                continue;
            }

            stems.Add(Stem(word));
            head = isOpen ? stems.Count - 1 : head;
        }

        return stems;
    }

    /// <summary>Numbers that stand for the groups of letters of a stem, its ends included.</summary>
    public static void AddGroups(string stem, List<uint> into)
    {
        Span<char> framed = stackalloc char[LongestWord + 2];
        var length = Math.Min(LongestWord, stem.Length) + 2;
        framed[0] = '^';
        stem.AsSpan(0, length - 2).CopyTo(framed[1..]);
        framed[length - 1] = '$';
        for (var size = ShortestGroup; size <= LongestGroup; size++)
        {
            for (var at = 0; at + size <= length; at++)
            {
                into.Add(FeatureKey.OfText(framed.Slice(at, size)));
            }
        }
    }

    /// <summary>The words of a title that say what it is about: folded, short forms written out.</summary>
    public static IEnumerable<string> Words(string title) => AllWords(title).Where(word => !Joining.Contains(word));

    private static IEnumerable<string> AllWords(string title)
    {
        var folded = Folding.Fold(title).Replace("'", "", StringComparison.Ordinal);
        for (var at = 0; at < folded.Length;)
        {
            var end = at;
            while (end < folded.Length && (char.IsLetterOrDigit(folded[end]) || (folded[end] is '+' or '#' && end > at)))
            {
                end++;
            }

            if (end == at)
            {
                at++;
                continue;
            }

            var word = folded[at..end];
            at = end;
            foreach (var part in ShortForms.Value.TryGetValue(word, out var forms) ? forms : [word])
            {
                yield return part;
            }
        }
    }

    private static string Stem(string word)
    {
        var stem = word[..WordForm.StemLength(word)];

        // An operative does what an operator does.
        return stem.Length > 7 && (stem.EndsWith("ativ", StringComparison.Ordinal) || stem.EndsWith("ator", StringComparison.Ordinal)) ? stem[..^2] : stem;
    }
}
