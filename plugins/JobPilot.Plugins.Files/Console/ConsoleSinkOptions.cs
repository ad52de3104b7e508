using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Files;

/// <summary>Options of the <c>console</c> sink.</summary>
public sealed class ConsoleSinkOptions
{
    /// <summary>How a record is shown.</summary>
    [Description("How a record is shown: `text`, one readable line, or `json`, one JSON object a line.")]
    public ConsoleFormat Format { get; init; }

    /// <summary>Where to.</summary>
    [Description("Where to: `stdout` or `stderr`. Use `stderr` where standard output has to hold the run's own document.")]
    public ConsoleStream Stream { get; init; }

    /// <summary>Fields that a line of text shows.</summary>
    [FieldPath]
    [Description("Fields that a line of text shows; by default all of its own that are plain values.")]
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Longest value in a line of text.</summary>
    [Range(8, 10_000)]
    [Description("Longest value in a line of text, in characters; what is longer is cut and ends in an ellipsis.")]
    public int MaxWidth { get; init; } = 60;
}
