using System.ComponentModel;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Options of <c>normalize_title</c>.</summary>
public sealed class NormalizeTitleOptions : IRuledOptions
{
    /// <summary>Rule files, in order; empty for the shipped rules.</summary>
    [Description(IRuledOptions.Description)]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    string IRuledOptions.Section => "normalize_title";
}
