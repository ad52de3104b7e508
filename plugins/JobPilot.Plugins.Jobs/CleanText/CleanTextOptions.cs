using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>Options of <c>clean_text</c>.</summary>
public sealed class CleanTextOptions : IRuledOptions
{
    /// <summary>Longest description that is read.</summary>
    [Description("Characters of a description that are read, markup included; what follows is cut off, and that is noted under provenance.")]
    [Range(1_000, 10_000_000)]
    public int MaxCharacters { get; init; } = 2_000_000;

    /// <summary>Whether sections are found.</summary>
    [Description("Find responsibilities, requirements and benefits by the headings of the text (English, German, French, Spanish), where the source does not list them.")]
    public bool Sections { get; init; } = true;

    /// <summary>Rule files, in order; empty for the shipped rules.</summary>
    [Description(IRuledOptions.Description)]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    string IRuledOptions.Section => "clean_text";
}
