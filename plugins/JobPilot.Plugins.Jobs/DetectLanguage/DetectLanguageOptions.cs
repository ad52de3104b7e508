using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.DetectLanguage;

/// <summary>Options of <c>detect_language</c>.</summary>
public sealed class DetectLanguageOptions : IRuledOptions
{
    /// <summary>How much of a description is read.</summary>
    [Description("Characters of the description that are read, from its beginning.")]
    [Range(100, 100_000)]
    public int MaxCharacters { get; init; } = 800;

    /// <summary>Rule files, in order; empty for the shipped rules.</summary>
    [Description(IRuledOptions.Description)]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    string IRuledOptions.Section => "detect_language";
}
