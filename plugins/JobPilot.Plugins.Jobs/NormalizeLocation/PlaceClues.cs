namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>What is known of a posting beside the text of its location.</summary>
/// <param name="Country">Alpha-2 of the country that the source gives, else of the one that was searched; null where neither is known.</param>
/// <param name="IsGiven">Whether the source gives the country: a name is then not looked for elsewhere.</param>
/// <param name="Language">ISO 639-1 of the description; null where it is unknown or says nothing of the country.</param>
internal readonly record struct PlaceClues(string? Country, bool IsGiven = false, string? Language = null)
{
    /// <summary>Whether the text is of a form whose first field is a country's code: its letters alone are no state.</summary>
    public bool IsCountryFirst { get; init; }

    /// <summary>Alpha-2 of the country that pay or the company's legal form speak for; null where neither does, or it is not asked for.</summary>
    public string? Hint { get; init; }
}
