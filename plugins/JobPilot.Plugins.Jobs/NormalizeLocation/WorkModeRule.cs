namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>A row of <c>work-mode.tsv</c>.</summary>
/// <param name="Trigger">Folded words that begin a word of the text.</param>
/// <param name="Side">Where the words must stand.</param>
/// <param name="Words">Words of which one must stand there.</param>
/// <param name="Mode">remote, hybrid, on_site, none.</param>
/// <param name="Score">0 to 5; with 0 it decides nothing by itself, but beside another mode the two are hybrid work.</param>
/// <param name="Id">Id that provenance names, without its version.</param>
internal sealed record WorkModeRule(string Trigger, WorkModeSide Side, string[] Words, string Mode, int Score, string Id)
{
    /// <summary>Whether it says on-site because another mode is denied.</summary>
    public bool IsDenial { get; init; }
}
