namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>What a text says of the place of work, and where.</summary>
/// <param name="Mode">remote, hybrid, on_site.</param>
/// <param name="Rule">Id of the rule, without its version.</param>
/// <param name="Start">Where the words begin.</param>
/// <param name="Length">How long they are.</param>
/// <param name="Confidence">0..1.</param>
internal sealed record WorkModeFinding(string Mode, string Rule, int Start, int Length, double Confidence);
