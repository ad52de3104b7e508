namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Tells how the names of the skill list cover a word.</summary>
internal static class ListedNames
{
    /// <summary>The tag of a word: 0 where no name covers it, else one for kind, sureness and whether the name begins or ends with it.</summary>
    /// <param name="token">The word; those of a text are asked for in order.</param>
    /// <param name="listed">The names in the text, in order.</param>
    /// <param name="at">The first name that does not lie before the word; moved on.</param>
    public static byte Tag(LabelToken token, List<SkillMatch> listed, ref int at)
    {
        while (at < listed.Count && listed[at].Start + listed[at].Length <= token.Start)
        {
            at++;
        }

        if (at == listed.Count || listed[at].Start >= token.End)
        {
            return 0;
        }

        var match = listed[at];
        var kind = match.Skill.Kind switch { "technology" => 1, "knowledge" => 2, _ => 3 };
        var isBegin = match.Start >= token.Start;
        var isEnd = match.Start + match.Length <= token.End;
        return (byte)((kind << 3) | (match.IsAmbiguous ? 4 : 0) | (isBegin ? 2 : 0) | (isEnd ? 1 : 0));
    }
}
