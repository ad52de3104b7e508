namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>A cue at a place of a text.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsHeading">Whether it heads the lines that follow.</param>
/// <param name="Section">What the last heading says, this one where it is one: known here so that no name must look for it.</param>
internal readonly record struct CueAt(Cue Kind, int Start, int End, bool IsHeading, Cue Section)
{
    /// <summary>Adds a cue behind those that a text has before it.</summary>
    public static void Add(List<CueAt> cues, Cue kind, int start, int end, bool isHeading)
    {
        var section = isHeading && kind != Cue.Context ? kind == Cue.RequiredHere ? Cue.Required : kind : SectionOf(cues, cues.Count);
        cues.Add(new CueAt(kind, start, end, isHeading, section));
    }

    /// <summary>What the last heading among the first cues of a text says; without one, its words are asked for.</summary>
    public static Cue SectionOf(List<CueAt> cues, int count) => count == 0 ? Cue.Required : cues[count - 1].Section;
}
