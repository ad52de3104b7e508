using System.ComponentModel;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.NormalizeCompany;

/// <summary>Options of <c>normalize_company</c>.</summary>
public sealed class NormalizeCompanyOptions : IRuledOptions
{
    /// <summary>Rule files, in order; empty for the shipped rules.</summary>
    [Description(IRuledOptions.Description)]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    string IRuledOptions.Section => "normalize_company";
}
