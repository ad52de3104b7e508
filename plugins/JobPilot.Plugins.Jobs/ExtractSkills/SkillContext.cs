namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>Decides by the words around a name whether it is a skill here, and how far it is demanded.</summary>
internal static class SkillContext
{
    private const int Neighbour = 40;
    private const int CueGap = 24;
    private const int LetterGap = 4;
    private const int LongestSentence = 160;
    private static readonly char[] SentenceEnds = ['.', '。', '\n'];

    /// <summary>Whether a name that is a common word too is a skill here: beside another technology, or beside a word such as "experience with".</summary>
    public static bool IsSkill(string text, List<SkillMatch> matches, int index, List<CueAt> cues)
    {
        var match = matches[index];
        var (start, end) = (match.Start, match.Start + match.Length);
        foreach (var at in (ReadOnlySpan<int>)[index - 1, index + 1])
        {
            if (at < 0 || at >= matches.Count || matches[at].Skill.Kind == "ability" || (matches[at].IsAmbiguous && matches[at].Skill == match.Skill))
            {
                continue;
            }

            var (from, to) = at < index ? (matches[at].Start + matches[at].Length, start) : (end, matches[at].Start);
            var between = text.AsSpan(from, Math.Max(0, to - from));
            if (match.Length == 1 ? IsListed(between) : between.Length <= Neighbour && between.IndexOfAny(SentenceEnds) < 0)
            {
                return true;
            }
        }

        var gap = match.Length == 1 ? LetterGap : CueGap;
        for (var i = FirstFrom(cues, start - LongestSentence); i < cues.Count && cues[i].Start <= end + 2; i++)
        {
            var cue = cues[i];
            if (cue.Kind == Cue.Context && ((cue.End <= start && start - cue.End <= gap && text.AsSpan(cue.End, start - cue.End).IndexOfAny(SentenceEnds) < 0)
                || cue.Start >= end))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How far a skill is demanded, by its sentence, else by its section.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the skill begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="cues">The cues of the text, in order.</param>
    public static Demand DemandOf(string text, int start, int end, List<CueAt> cues)
    {
        var before = Cue.None;
        var behind = Cue.None;
        var isRefused = false;
        var first = FirstFrom(cues, start);
        var section = CueAt.SectionOf(cues, first);
        while (first > 0 && cues[first - 1].End >= start - LongestSentence)
        {
            first--;
        }

        for (var i = first; i < cues.Count && cues[i].Start <= end + LongestSentence; i++)
        {
            var cue = cues[i];
            if (cue.Kind == Cue.Context || (cue.IsHeading && cue.Start < start) || !IsSameSentence(text, start, end, cue))
            {
                continue;
            }

            if (cue.Kind == Cue.NotNext)
            {
                isRefused |= cue.End <= start && IsClause(text.AsSpan(cue.End, start - cue.End)) && IsFollowedByNeed(text, end, cues, i);
            }
            else if (cue.Kind == Cue.NotNeeded)
            {
                isRefused |= cue.Start >= end && behind == Cue.None && text.AsSpan(end, cue.Start - end).IndexOf(',') < 0;
            }
            else if (cue.Start < start)
            {
                before = cue.Kind is Cue.Preferred or Cue.PreferredNext ? Cue.Preferred : before;
            }
            else if (behind == Cue.None && cue.Kind is Cue.Preferred or Cue.RequiredHere)
            {
                // The first word behind the skill that says so: "SQL required, Excel preferred".
                behind = cue.Kind;
            }
        }

        if (behind == Cue.Preferred || (behind == Cue.None && before == Cue.Preferred))
        {
            return Demand.Preferred;
        }

        return isRefused ? Demand.None : behind == Cue.RequiredHere || section == Cue.Required ? Demand.Required : Demand.Preferred;
    }

    /// <summary>Whether a place stands in a section on something else, such as what the employer offers.</summary>
    public static bool IsAside(List<CueAt> cues, int at) => CueAt.SectionOf(cues, FirstFrom(cues, at)) == Cue.Other;

    /// <summary>Whether a name stands within words that make it no skill: "integrity" of "data integrity".</summary>
    public static bool IsWithinOther(List<CueAt> cues, int start, int end) => IsWithin(cues, start, end, static kind => kind == Cue.NoSkill);

    /// <summary>Whether words are part of a cue that says how far skills are demanded, such as "nice" of "nice to have".</summary>
    public static bool IsPartOfCue(List<CueAt> cues, int start, int end) => IsWithin(cues, start, end, static kind => kind is not (Cue.Context or Cue.Need or Cue.NoSkill));

    private static bool IsWithin(List<CueAt> cues, int start, int end, Func<Cue, bool> isMeant)
    {
        for (var i = FirstFrom(cues, start + 1) - 1; i >= 0 && cues[i].Start >= start - LongestSentence; i--)
        {
            if (cues[i].End >= end && isMeant(cues[i].Kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text between two names is only what parts the items of a list.</summary>
    public static bool IsListed(ReadOnlySpan<char> between)
    {
        foreach (var part in between.Split(' '))
        {
            if (between[part].Trim(",/|+&()、，") is not ("" or "and" or "or" or "und" or "oder" or "et" or "ou" or "y" or "o" or "和" or "及" or "或" or "と" or "や"))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsClause(ReadOnlySpan<char> between) => between.Length <= Neighbour && between.IndexOfAny(",:(") < 0;

    /// <summary>"No Python needed", but not "no matter whether Python or Java".</summary>
    private static bool IsFollowedByNeed(string text, int end, List<CueAt> cues, int from)
    {
        for (var i = from; i < cues.Count && cues[i].Start - end <= Neighbour; i++)
        {
            var cue = cues[i];
            if (cue.Start >= end && cue.Kind is Cue.RequiredHere or Cue.Need && text.AsSpan(end, cue.Start - end).IndexOfAny(".,;\n") < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first cue that does not begin before a place.</summary>
    private static int FirstFrom(List<CueAt> cues, int start)
    {
        var (low, high) = (0, cues.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = cues[middle].Start < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static bool IsSameSentence(string text, int start, int end, in CueAt cue)
    {
        var (from, to) = cue.Start < start ? (cue.End, start) : (end, cue.Start);
        if (to < from)
        {
            return true;
        }

        if (to - from > LongestSentence)
        {
            return false;
        }

        var between = text.AsSpan(from, to - from);
        return between.IndexOfAny('\n', ';', '•') < 0 && between.IndexOf(". ", StringComparison.Ordinal) < 0;
    }
}
