using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>Options of <c>extract_skills</c>.</summary>
public sealed class ExtractSkillsOptions : IRuledOptions
{
    /// <summary>What finds skills that no list names.</summary>
    [Description("What marks skills that no list names: labeller (comes with the plugin, English), or none.")]
    public SkillModel Model { get; init; } = SkillModel.Labeller;

    /// <summary>File with further names.</summary>
    [Description("File with further names of skills, one a line in UTF-8; their kind is knowledge. Up to 100,000 lines of up to 200 letters. Relative to the working directory.")]
    [MinLength(1)]
    public string? Terms { get; init; }

    /// <summary>Files of skills.</summary>
    [Description("Folders of the official files of ESCO (skills) and O*NET (technologies) that you downloaded: skills are linked to their codes.")]
    public TaxonomyOptions? Taxonomies { get; init; }

    /// <summary>Most links of a sentence.</summary>
    [Description("Most skills of the taxonomy that a sentence is linked to.")]
    [Range(1, 20)]
    public int Links { get; init; } = 3;

    /// <summary>Least confidence of a link.</summary>
    [Description("Links that are less sure than this are not written.")]
    [Range(0.0, 1.0)]
    public double MinLinkConfidence { get; init; } = 0.6;

    /// <summary>Most skills of a posting.</summary>
    [Description("Most skills that are written for one posting, in order of the text.")]
    [Range(1, 500)]
    public int MaxSkills { get; init; } = 100;

    /// <summary>Rule files, in order; empty for the shipped rules.</summary>
    [Description(IRuledOptions.Description)]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    string IRuledOptions.Section => "extract_skills";

    IEnumerable<string> IFileOptions.ListFiles() => Terms is null ? Rules : [.. Rules, Terms];

    IEnumerable<Diagnostic> IFileOptions.CheckFiles(Func<string, string> resolvePath)
    {
        List<Diagnostic> findings = Rules.Count == 0 ? [] : [.. RuleBook.Read(Rules, resolvePath).Findings];
        if (Terms is { } terms)
        {
            _ = TermFile.Read(terms, resolvePath, out var wrong);
            findings.AddRange(wrong);
        }

        return findings;
    }
}
