namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>What a location text says.</summary>
/// <param name="Places">Places in order of mention.</param>
/// <param name="WorkMode">remote, hybrid, on_site; null where the text does not say.</param>
internal sealed record ParsedLocation(IReadOnlyList<Place> Places, string? WorkMode)
{
    /// <summary>Id of the user's rule that tells the mode; null where a shipped one does.</summary>
    public string? WorkModeRule { get; init; }
}
