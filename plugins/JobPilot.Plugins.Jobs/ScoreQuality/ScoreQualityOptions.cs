using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.ScoreQuality;

/// <summary>Options of <c>score_quality</c>.</summary>
public sealed class ScoreQualityOptions : IRuledOptions
{
    /// <summary>Shortest good description.</summary>
    [Description("Characters below which a description counts as too short.")]
    [Range(0, 100_000)]
    public int ShortDescription { get; init; } = 200;

    /// <summary>Age of a stale posting.</summary>
    [Description("Days between posting and retrieval after which a posting counts as stale.")]
    [Range(1, 3650)]
    public int StaleAfterDays { get; init; } = 60;

    /// <summary>Lowest score that passes.</summary>
    [Description("Listings that score below are dropped; 0 keeps all.")]
    [Range(0.0, 1.0)]
    public double MinScore { get; init; }

    /// <summary>Rule files, in order; empty for the shipped rules.</summary>
    [Description(IRuledOptions.Description)]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    string IRuledOptions.Section => "score_quality";
}
