using System.Text.Json.Nodes;

namespace JobPilot.Engine.Explain;

/// <summary>One step on the way from what the source sent to a value. Immutable.</summary>
public sealed class FieldStep
{
    /// <summary>JSON pointer of the field that the step wrote.</summary>
    public required string Pointer { get; init; }

    /// <summary>Id of the processor; null where only its rule is known.</summary>
    public string? Component { get; init; }

    /// <summary>Id and version of the rule; null where the processor names none.</summary>
    public string? Rule { get; init; }

    /// <summary>What the value was read of: a field of the listing, a span of its text, or a field of the source's record; null where that is not said.</summary>
    public string? From { get; init; }

    /// <summary>What stood there; null where it is not known.</summary>
    public string? Given { get; init; }

    /// <summary>Whether <see cref="From"/> names a field of the source's record: the value is a copy.</summary>
    public bool IsOfSource { get; init; }

    /// <summary>How sure the rule is, 0 to 1; null for a value that is as it was given, and where that is not said.</summary>
    public double? Confidence { get; init; }

    /// <summary>Whether the value before and behind the step are known, since the step was run again.</summary>
    public bool IsTraced { get; init; }

    /// <summary>The field before the step; null where there was none, or it is not known.</summary>
    public JsonNode? Before { get; init; }

    /// <summary>The field behind the step; null where there is none, or it is not known.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>What else is said.</summary>
    public IReadOnlyList<ExplanationDetail> Details { get; init; } = [];
}
