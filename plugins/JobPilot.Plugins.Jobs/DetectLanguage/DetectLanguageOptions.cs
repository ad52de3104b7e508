using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Jobs.DetectLanguage;

/// <summary>Options of <c>detect_language</c>.</summary>
public sealed class DetectLanguageOptions
{
    /// <summary>How much of a description is read.</summary>
    [Description("Characters of the description that are read, from its beginning.")]
    [Range(100, 100_000)]
    public int MaxCharacters { get; init; } = 800;
}
