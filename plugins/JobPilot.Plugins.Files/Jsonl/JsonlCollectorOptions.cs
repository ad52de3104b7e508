using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Files;

/// <summary>Options of the <c>jsonl</c> collector.</summary>
public sealed class JsonlCollectorOptions : IValidatedOptions
{
    /// <summary>A file or a pattern.</summary>
    [Templated]
    [Description("A file, or a pattern such as `data/*.jsonl` or `data/**/*.jsonl.gz`. What ends in `.gz` is unpacked.")]
    public string Path { get; init; } = "";

    /// <summary>Several of them.</summary>
    [Description("Several files or patterns, instead of or beside `path`.")]
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Field with the source's own id.</summary>
    [FieldPath]
    [Description("Field that holds the source's own id of a posting, such as `job_id`. Without it records have no key.")]
    public string? Key { get; init; }

    /// <summary>Longest line.</summary>
    [Range(1024, 4_194_304)]
    [Description("Longest line in bytes; a longer one is rejected.")]
    public int MaxLineBytes { get; init; } = 4_194_304;

    /// <summary>Most records of a page.</summary>
    [Range(1, 1000)]
    [Description("Most records of a page; a page is what is committed as a whole. It also ends at 256 KB.")]
    public int PageSize { get; init; } = 250;

    /// <inheritdoc />
    public IEnumerable<Diagnostic> Validate()
    {
        if (Path.Length == 0 && Paths.Count == 0)
        {
            yield return new Diagnostic("jsonl.no_path", "Neither `path` nor `paths` names a file.") { Fix = "Set `path`." };
        }
    }
}
