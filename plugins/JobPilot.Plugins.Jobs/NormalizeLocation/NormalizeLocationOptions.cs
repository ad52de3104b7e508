using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Options of <c>normalize_location</c>.</summary>
public sealed class NormalizeLocationOptions : IRuledOptions
{
    /// <summary>Country of the search, where a posting names none.</summary>
    [Description("ISO 3166-1 alpha-2 code of the country that the postings were searched in: decides between places of the same name.")]
    [RegularExpression("[A-Z]{2}")]
    public string? Country { get; init; }

    /// <summary>Whether the description is read for the mode of work.</summary>
    [Description("Read the description for remote, hybrid and on-site work where no field, place or title says.")]
    public bool ReadText { get; init; } = true;

    /// <summary>Rule files, in order; empty for the shipped rules.</summary>
    [Description(IRuledOptions.Description)]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    string IRuledOptions.Section => "normalize_location";
}
