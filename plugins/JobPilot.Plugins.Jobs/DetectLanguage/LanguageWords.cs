using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.DetectLanguage;

/// <summary>The words that tell a language, from <c>language-words.tsv</c>. Immutable once loaded.</summary>
internal sealed class LanguageWords
{
    /// <summary>The shipped table.</summary>
    public const string File = "language-words.tsv";

    private readonly Dictionary<string, Hit[]>.AlternateLookup<ReadOnlySpan<char>> _hits;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _loans;

    public LanguageWords(RuleSet rules)
    {
        var hits = new Dictionary<string, List<Hit>>(StringComparer.Ordinal);
        var loans = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rules.Rows(File))
        {
            foreach (var word in row[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (row[1] == "loan")
                {
                    loans.Add(word);
                    continue;
                }

                if (!hits.TryGetValue(word, out var known))
                {
                    hits[word] = known = [];
                }

                if (!known.Exists(hit => hit.Language == row[0]))
                {
                    known.Add(new Hit(row[0], row[1] == "function"));
                }
            }
        }

        _hits = hits.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray(), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _loans = loans.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The languages that a word in lower case speaks for; empty for none.</summary>
    public Hit[] Find(ReadOnlySpan<char> word) => _hits.TryGetValue(word, out var hits) ? hits : [];

    /// <summary>Whether adverts in any language use the English word.</summary>
    public bool IsLoan(ReadOnlySpan<char> word) => _loans.Contains(word);

    /// <summary>A language, and whether the word is one of those that hold its sentences together.</summary>
    public readonly record struct Hit(string Language, bool IsFunction);
}
