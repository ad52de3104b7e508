using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>Options of <c>classify_job</c>.</summary>
public sealed class ClassifyJobOptions : IRuledOptions
{
    /// <summary>Whether the description is read.</summary>
    [Description("Read the description for years of experience, education and, where no field and no title says, the type of employment.")]
    public bool ReadText { get; init; } = true;

    /// <summary>Files of occupations.</summary>
    [Description("Folders of the official files of ESCO and O*NET that you downloaded: the title's occupation is looked up there. Without them no occupation is written.")]
    public TaxonomyOptions? Taxonomies { get; init; }

    /// <summary>How many further occupations are written.</summary>
    [Description("How many further occupations of each taxonomy are written under occupation.candidates.")]
    [Range(0, 20)]
    public int Candidates { get; init; }

    /// <summary>Least confidence of an occupation.</summary>
    [Description("Occupations that are less likely than this are not written.")]
    [Range(0.0, 1.0)]
    public double MinConfidence { get; init; }

    /// <summary>Rule files, in order; empty for the shipped rules.</summary>
    [Description(IRuledOptions.Description)]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    string IRuledOptions.Section => "classify_job";
}
