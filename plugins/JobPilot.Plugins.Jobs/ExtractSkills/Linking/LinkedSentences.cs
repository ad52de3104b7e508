using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Linking;

/// <summary>Adds the taxonomy's skills of each sentence to what was found in a text.</summary>
internal static class LinkedSentences
{
    /// <summary>Adds them. A skill that was found by the same name gets the taxonomy's code instead.</summary>
    public static void Add(string text, List<FoundSkill> found, List<CueAt> cues, SkillLinker linker, int most, double least)
    {
        var tokens = new LabelToken[LabelTokens.Longest];
        var byName = new Dictionary<string, FoundSkill>(StringComparer.OrdinalIgnoreCase);
        found.ForEach(skill => byName.TryAdd(skill.Name, skill));
        for (var at = 0; LabelTokens.NextSentence(text, ref at, tokens) is > 0 and var count;)
        {
            var (start, end) = (tokens[0].Start, tokens[count - 1].End);
            foreach (var link in linker.Find(text.AsSpan(start, end - start), most, least))
            {
                if (byName.TryGetValue(link.Skill.Label, out var skill))
                {
                    skill.Esco = link.Skill.Code;
                    skill.Sources |= SkillSources.Taxonomy;
                    skill.Confidence = Math.Max(skill.Confidence, link.Confidence);
                    continue;
                }

                var demand = SkillContext.DemandOf(text, start, end, cues);
                skill = new FoundSkill
                {
                    Name = link.Skill.Label,
                    Kind = link.Skill.IsKnowledge == true ? "knowledge" : "ability",
                    Start = start,
                    Length = end - start,
                    Confidence = link.Confidence,
                    IsRequired = demand == Demand.Required,
                    Sources = SkillSources.Taxonomy,
                    Esco = link.Skill.Code,
                };
                byName.Add(skill.Name, skill);
                found.Add(skill);
            }
        }
    }
}
