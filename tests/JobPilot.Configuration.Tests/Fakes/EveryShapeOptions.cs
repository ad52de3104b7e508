using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace JobPilot.Configuration.Tests;

/// <summary>A section that is a value.</summary>
public struct BoardArea
{
    public int Radius { get; set; }
}

/// <summary>An option of every type and with every attribute.</summary>
public sealed class EveryShapeOptions
{
    [JsonPropertyName("renamed")]
    [Description("A name of its own.")]
    public string Original { get; init; } = "";

    [JsonIgnore]
    public string Ignored { get; init; } = "";

    public string ReadOnly => "never an option";

    [Required]
    [Length(2, 5)]
    public required string Needed { get; init; }

    [MinLength(1)]
    [MaxLength(4)]
    public Dictionary<string, int> Weights { get; init; } = [];

    [MinLength(0)]
    [MaxLength(3)]
    public short[] Numbers { get; init; } = [1, 2];

    [Length(1, 2)]
    public IReadOnlySet<string> Names { get; init; } = new HashSet<string> { "a" };

    [Range(int.MinValue, 5)]
    public int AtMost { get; init; }

    [Range(-5, int.MaxValue)]
    public int AtLeast { get; init; }

    [Range(0.5, 2.5, MaximumIsExclusive = true)]
    public double Between { get; init; } = 1.5;

    [Range(double.MinValue, 1e16)]
    public decimal Huge { get; init; }

    [Range(-2.0, double.MaxValue)]
    public float Cold { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateOnly Day { get; init; } = new(2026, 1, 2);

    public TimeSpan? Pause { get; init; }

    public BoardOrder? Order { get; init; }

    [AllowedValues(BoardOrder.BestMatch, null)]
    public BoardOrder? Only { get; init; }

    public JsonElement Raw { get; init; }

    public JsonObject? Extra { get; init; }

    public object? Anything { get; init; }

    public BoardArea Area { get; init; }

    public IDictionary<string, IReadOnlyList<BoardSearch>> Deep { get; init; } = new Dictionary<string, IReadOnlyList<BoardSearch>>();

    [Expression]
    public string Condition { get; init; } = "true";

    [Expression(Template = true)]
    public string Line { get; init; } = "x";

    [Templated]
    [RegularExpression("[a-z|]+")]
    public string File { get; init; } = "out";

    [FieldPath]
    public string Field { get; init; } = "id";
}
