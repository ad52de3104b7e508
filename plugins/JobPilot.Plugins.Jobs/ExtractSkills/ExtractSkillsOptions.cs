using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>Options of <c>extract_skills</c>.</summary>
public sealed class ExtractSkillsOptions
{
    /// <summary>File with further names.</summary>
    [Description("File with further names of skills, one a line in UTF-8; their kind is knowledge. Up to 100,000 lines of up to 200 letters.")]
    [MinLength(1)]
    public string? Terms { get; init; }

    /// <summary>Most skills of a posting.</summary>
    [Description("Most skills that are written for one posting, in order of the text.")]
    [Range(1, 500)]
    public int MaxSkills { get; init; } = 100;
}
