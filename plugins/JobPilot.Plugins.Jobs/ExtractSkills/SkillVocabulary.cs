using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>Makes the trie of skills and cues from <c>skills.tsv</c> and <c>skill-cues.tsv</c>, with what the user's files change and add.</summary>
internal static class SkillVocabulary
{
    private const string Ignored = "not-skills.tsv";
    private const int ShortestTechnology = 3;

    /// <summary>Makes the trie.</summary>
    /// <param name="rules">The rules of the processor.</param>
    public static TermTrie Load(RuleSet rules) => Load(rules, [], []);

    /// <summary>Makes the trie.</summary>
    /// <param name="rules">The rules of the processor.</param>
    /// <param name="terms">Names of the user's file of terms.</param>
    /// <param name="technologies">Further names of technologies; those of one short word are left out, since they may be any word.</param>
    public static TermTrie Load(RuleSet rules, IReadOnlyList<string> terms, IReadOnlyList<string> technologies)
    {
        var trie = new TermTrie();
        foreach (var row in rules.Rows("skills.tsv"))
        {
            var skill = new Skill(row[1], string.Intern(row[0]), row.UserId is null ? SkillSources.List : SkillSources.Rules, row.UserId);
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

        var cues = rules.Rows("skill-cues.tsv").Select(row => (Phrase: row[1], Cue: Enum.Parse<Cue>(row[0].Replace("_", "", StringComparison.Ordinal), ignoreCase: true))).ToList();
        foreach (var (phrase, cue) in cues.Where(row => row.Cue != Cue.NoSkill))
        {
            trie.Add(phrase, new TermEntry(null, null, cue));
        }

        // Behind the names: what is a skill in full is one.
        foreach (var (phrase, cue) in cues.Where(row => row.Cue == Cue.NoSkill))
        {
            trie.Add(phrase, new TermEntry(null, null, cue));
        }

        foreach (var name in terms)
        {
            trie.Add(name, new TermEntry(new Skill(name, "knowledge", SkillSources.Terms), null, Cue.None));
        }

        foreach (var name in technologies.Where(name => name.Length > ShortestTechnology || name.Contains(' ')))
        {
            trie.Add(name, new TermEntry(new Skill(name, "technology", SkillSources.Taxonomy), name.Contains(' ') ? null : name, Cue.None));
        }

        trie.Freeze();
        return trie;
    }

    /// <summary>What is never a skill.</summary>
    public static FoldedSet NoSkills(RuleSet rules) => new([.. rules.Rows(Ignored).Select(row => Folding.Fold(row[0]))]);
}
