using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Options of <c>normalize_location</c>.</summary>
public sealed class NormalizeLocationOptions
{
    /// <summary>Country of the search, where a posting names none.</summary>
    [Description("ISO 3166-1 alpha-2 code of the country that the postings were searched in: decides between places of the same name.")]
    [RegularExpression("[A-Z]{2}")]
    public string? Country { get; init; }

    /// <summary>Whether the description is read for the mode of work.</summary>
    [Description("Read the description for remote, hybrid and on-site work where no field, place or title says.")]
    public bool ReadText { get; init; } = true;
}
