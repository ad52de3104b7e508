using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Jobs.Taxonomies;

/// <summary>Where the user keeps the official files of taxonomies.</summary>
public sealed class TaxonomyOptions
{
    /// <summary>Folder of ESCO's files.</summary>
    [Description("Folder with ESCO's English files as downloaded (occupations_en.csv, skills_en.csv), or as JSON lines; gzip is read too. Relative to the working directory.")]
    [MinLength(1)]
    public string? Esco { get; init; }

    /// <summary>Folder of O*NET's files.</summary>
    [Description("Folder with O*NET's text files as downloaded (Occupation Data.txt, Alternate Titles.txt, Technology Skills.txt), or as JSON lines; gzip is read too.")]
    [MinLength(1)]
    public string? Onet { get; init; }
}
