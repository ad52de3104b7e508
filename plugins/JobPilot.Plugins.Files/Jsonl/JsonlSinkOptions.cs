using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Files;

/// <summary>Options of the <c>jsonl</c> sink.</summary>
public sealed class JsonlSinkOptions
{
    /// <summary>The file.</summary>
    [Required]
    [Templated]
    [Description("The file, such as `data/jobs.jsonl` or `data/{{ date.now | date.to_string '%F' }}.jsonl`. Missing folders are made.")]
    public string Path { get; init; } = "";

    /// <summary>Field that the key is written to.</summary>
    [Description("Field, such as `_key`, that each line begins with and that holds the record's key. Without it the key is not written apart.")]
    public string? KeyField { get; init; }

    /// <summary>What a new run does with a file that is there.</summary>
    [Description("What a new run does with a file that is there: `new` starts it anew, `append` adds lines.")]
    public WriteMode Mode { get; init; }
}
