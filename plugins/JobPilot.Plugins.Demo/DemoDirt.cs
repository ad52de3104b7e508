using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Demo;

/// <summary>How often each kind of dirt occurs, as shares from 0 to 1.</summary>
public sealed class DemoDirt
{
    /// <summary>An opening again under another publisher.</summary>
    [Range(0.0, 1.0)]
    [Description("Records that are an earlier opening again, under another id, publisher and link.")]
    public double Duplicates { get; init; } = 0.12;

    /// <summary>An opening again at a later date.</summary>
    [Range(0.0, 1.0)]
    [Description("Records that are an earlier opening again, posted anew by the same publisher.")]
    public double Reposts { get; init; } = 0.05;

    /// <summary>The same record again.</summary>
    [Range(0.0, 1.0)]
    [Description("Records that come again with their own id, as overlapping pages give them.")]
    public double Repeats { get; init; } = 0.02;

    /// <summary>Optional fields that are null.</summary>
    [Range(0.0, 1.0)]
    [Description("Optional fields that are null.")]
    public double Nulls { get; init; } = 0.25;

    /// <summary>Descriptions in HTML.</summary>
    [Range(0.0, 1.0)]
    [Description("Descriptions that are HTML.")]
    public double Html { get; init; } = 0.25;

    /// <summary>Postings that name a salary.</summary>
    [Range(0.0, 1.0)]
    [Description("Postings that name a salary: in fields, in a text field or in the description.")]
    public double Salaries { get; init; } = 0.6;

    /// <summary>Odd locations.</summary>
    [Range(0.0, 1.0)]
    [Description("Postings whose location is odd, or lacks its parts.")]
    public double OddLocations { get; init; } = 0.12;

    /// <summary>Noisy titles.</summary>
    [Range(0.0, 1.0)]
    [Description("Titles with noise: capitals, emoji, entities, slogans, repeated words.")]
    public double NoisyTitles { get; init; } = 0.12;

    /// <summary>Other languages.</summary>
    [Range(0.0, 1.0)]
    [Description("Postings in German, French or Spanish.")]
    public double OtherLanguages { get; init; } = 0.2;
}
