using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>Options of <c>map_job</c>.</summary>
public sealed class MapJobOptions : IRuledOptions, IValidatedOptions
{
    /// <summary>Name of a mapping that comes with the plugin, or a file.</summary>
    [Description("How the source's shape becomes a listing: 'jsearch' (comes with the plugin), or a YAML file, relative to the working directory.")]
    [MinLength(1)]
    public string Mapping { get; init; } = MappingSource.Jsearch;

    /// <summary>A mapping written into the pipeline; "" means that <see cref="Mapping"/> names one.</summary>
    [Description("The text of a mapping, written into the pipeline as a YAML block (inline: |). Takes the place of 'mapping'.")]
    public string Inline { get; init; } = "";

    /// <summary>Whether the source's record is kept under <c>raw</c>.</summary>
    [Description("Keep the source's record as it came, under 'raw'.")]
    public bool KeepRaw { get; init; }

    /// <summary>Rule files, in order; empty for the shipped rules.</summary>
    [Description(IRuledOptions.Description)]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    string IRuledOptions.Section => "map_job";

    /// <inheritdoc />
    public IEnumerable<Diagnostic> Validate()
    {
        if (Inline.Length == 0)
        {
            yield break;
        }

        if (Mapping != MappingSource.Jsearch)
        {
            yield return new Diagnostic("map_job.two_mappings", "Both 'mapping' and 'inline' are given.")
            {
                Pointer = "/inline",
                Fix = "Give one of them.",
            };
        }

        if (MappingSource.Check(Inline) is { } error)
        {
            yield return new Diagnostic("map_job.mapping_invalid", error) { Pointer = "/inline", Fix = "Mend the mapping; the plugin's README describes it." };
        }
    }

    IEnumerable<Diagnostic> IFileOptions.CheckFiles(Func<string, string> resolvePath)
    {
        foreach (var finding in Rules.Count == 0 ? [] : Jobs.Rules.RuleBook.Read(Rules, resolvePath).Findings)
        {
            yield return finding;
        }

        if (Inline.Length == 0 && Mapping != MappingSource.Jsearch && MappingSource.CheckFile(Mapping, resolvePath) is { } fault)
        {
            yield return new Diagnostic(fault.Code, fault.Message) { Pointer = "/mapping", Fix = fault.Fix };
        }
    }

    IEnumerable<string> IFileOptions.ListFiles() => Inline.Length > 0 || Mapping == MappingSource.Jsearch ? Rules : [.. Rules, Mapping];
}
