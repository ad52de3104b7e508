using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Linking;

/// <summary>The words that skills are compared by: stems, words of one meaning brought to one ("cleaner" and "cleaning" to "clean").</summary>
internal sealed class LinkWords
{
    private static readonly Lazy<LinkWords> Of = new(() => new LinkWords());
    private readonly HashSet<string> _joining = new(StringComparer.Ordinal);
    private readonly HashSet<string> _weak = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _same = new(StringComparer.Ordinal);

    private LinkWords()
    {
        foreach (var row in EmbeddedText.Rows("skill-words.tsv"))
        {
            switch (row[0])
            {
                case "join":
                    _joining.Add(row[1]);
                    break;
                case "weak":
                    _weak.Add(row[1]);
                    break;
                default:
                    _same.Add(row[1], row[2]);
                    break;
            }
        }
    }

    public static LinkWords Instance => Of.Value;

    /// <summary>Whether a stem says little, since most postings have it: experience, candidate.</summary>
    public bool IsWeak(string stem) => _weak.Contains(stem);

    /// <summary>Splits a text into stems.</summary>
    /// <param name="text">The text.</param>
    /// <param name="into">Where they go; words that only join others are null.</param>
    public void Split(ReadOnlySpan<char> text, List<string?> into)
    {
        var folded = Folding.Fold(text);
        for (var at = 0; at < folded.Length;)
        {
            var end = at;
            while (end < folded.Length && (char.IsLetterOrDigit(folded[end]) || (end > at && IsInner(folded, end))))
            {
                end++;
            }

            if (end > at)
            {
                var word = folded[at..end];
                into.Add(_joining.Contains(word) ? null : Stem(word));
            }

            // A possessive is dropped.
            at = end == at ? at + 1 : end + 1 < folded.Length && folded[end] == '\'' && folded[end + 1] == 's' ? end + 2 : end;
        }
    }

    private static bool IsInner(string text, int at) => text[at] switch
    {
        '+' or '#' => true,
        '.' => at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]),
        _ => false,
    };

    private string Stem(string word)
    {
        word = _same.GetValueOrDefault(word, word);
        var stem = word[..WordForm.StemLength(word)];
        return _same.GetValueOrDefault(stem, stem);
    }
}
