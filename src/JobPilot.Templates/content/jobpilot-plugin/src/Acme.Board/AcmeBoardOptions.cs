using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using JobPilot;

namespace AcmeNamespace;

/// <summary>Options of the <c>acme_board</c> collector; their names in YAML are these in lower_snake_case.</summary>
public sealed class AcmeBoardOptions
{
    /// <summary>Address of the board's search.</summary>
    [Description("Address of the board's search.")]
    [Required]
    [RegularExpression("^https?://.+")]
    public string BaseUrl { get; init; } = "https://board.example/api/jobs";

    /// <summary>Key of the API; never shown.</summary>
    [Description("Key of the API.")]
    public Secret ApiKey { get; init; } = Secret.Empty;

    /// <summary>What to search for; each query is read apart and resumed on its own.</summary>
    [Description("What to search for, one or more.")]
    [Required]
    [MinLength(1)]
    public IReadOnlyList<string> Queries { get; init; } = ["nurse"];

    /// <summary>Calls a minute; the host keeps to it.</summary>
    [Description("Calls a minute.")]
    [Range(1, 600)]
    public int RequestsPerMinute { get; init; } = 60;
}
