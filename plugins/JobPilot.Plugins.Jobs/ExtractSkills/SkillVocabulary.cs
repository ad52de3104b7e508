using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>Makes the trie of skills and cues from <c>skills.tsv</c>, <c>skill-cues.tsv</c> and, where it is named, a file of terms.</summary>
internal static class SkillVocabulary
{
    private const int MostTerms = 100_000;
    private const int LongestTerm = 200;
    private const int ShortestTechnology = 3;

    /// <summary>Makes the trie.</summary>
    /// <param name="termsPath">Absolute path of a file of terms; null for none.</param>
    /// <exception cref="FaultException">The file cannot be read or holds too much.</exception>
    public static TermTrie Load(string? termsPath) => Load(termsPath, []);

    /// <summary>Makes the trie.</summary>
    /// <param name="termsPath">Absolute path of a file of terms; null for none.</param>
    /// <param name="technologies">Further names of technologies; those of one short word are left out, since they may be any word.</param>
    /// <exception cref="FaultException">The file cannot be read or holds too much.</exception>
    public static TermTrie Load(string? termsPath, IReadOnlyList<string> technologies)
    {
        var trie = new TermTrie();
        foreach (var row in EmbeddedText.Rows("skills.tsv"))
        {
            var skill = new Skill(row[1], row[0], "skill.list");
            var ambiguous = row.Length > 3 ? row[3].Split('|', StringSplitOptions.RemoveEmptyEntries) : [];
            foreach (var name in ambiguous)
            {
                trie.Add(name, new TermEntry(skill, name, Cue.None));
            }

            foreach (var name in (row.Length > 2 ? row[2].Split('|', StringSplitOptions.RemoveEmptyEntries) : []).Prepend(row[1]))
            {
                trie.Add(name, new TermEntry(skill, null, Cue.None));
            }
        }

        var cues = EmbeddedText.Rows("skill-cues.tsv").Select(row => (Phrase: row[1], Cue: Enum.Parse<Cue>(row[0].Replace("_", "", StringComparison.Ordinal), ignoreCase: true))).ToList();
        foreach (var (phrase, cue) in cues.Where(row => row.Cue != Cue.NoSkill))
        {
            trie.Add(phrase, new TermEntry(null, null, cue));
        }

        if (termsPath is not null)
        {
            AddTerms(trie, termsPath);
        }

        // Behind the user's terms: what the user calls a skill is one.
        foreach (var (phrase, cue) in cues.Where(row => row.Cue == Cue.NoSkill))
        {
            trie.Add(phrase, new TermEntry(null, null, cue));
        }

        foreach (var name in technologies.Where(name => name.Length > ShortestTechnology || name.Contains(' ')))
        {
            trie.Add(name, new TermEntry(new Skill(name, "technology", "skill.taxonomy"), name.Contains(' ') ? null : name, Cue.None));
        }

        trie.Freeze();
        return trie;
    }

    private static void AddTerms(TermTrie trie, string path)
    {
        var count = 0;
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                var name = line.Trim();
                if (name.Length is 0 or > LongestTerm)
                {
                    continue;
                }

                if (++count > MostTerms)
                {
                    throw new FaultException(FaultKind.Fatal, $"extract_skills: the file of terms '{path}' has more than {MostTerms} lines.")
                    {
                        Code = "extract_skills.terms_too_many",
                        Fix = "Shorten the file, or name another one in 'terms'.",
                    };
                }

                trie.Add(name, new TermEntry(new Skill(name, "knowledge", "skill.terms"), null, Cue.None));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(FaultKind.Fatal, $"extract_skills: the file of terms '{path}' cannot be read: {problem.Message}", problem)
            {
                Code = "extract_skills.terms_unreadable",
                Fix = "Correct 'terms' (a relative path starts at the working directory), or remove it.",
            };
        }
    }
}
