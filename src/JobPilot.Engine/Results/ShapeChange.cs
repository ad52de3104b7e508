namespace JobPilot.Engine;

/// <summary>How a field of a source differs from what was known of it.</summary>
public enum ShapeChangeKind
{
    /// <summary>It was never seen before.</summary>
    New = 0,

    /// <summary>It used to be in nearly every record, and is in none of the run.</summary>
    Vanished,

    /// <summary>It has another JSON type than before.</summary>
    Retyped,

    /// <summary>It held whole numbers, and now holds numbers with a fraction. Always accepted.</summary>
    Widened,
}

/// <summary>One change of a source's shape that a run met. Immutable.</summary>
public sealed class ShapeChange
{
    /// <summary>Id of the collector; a fallback's is <c>&lt;id&gt;.fallback</c>.</summary>
    public required string Collector { get; init; }

    /// <summary>The field: <c>title</c>, <c>apply_options[].publisher</c>, <c>scores.*</c>, <c>['odd.name']</c>.</summary>
    public required string Field { get; init; }

    /// <summary>What changed.</summary>
    public required ShapeChangeKind Kind { get; init; }

    /// <summary>JSON types before, for instance <c>string</c> or <c>integer or string</c>; "" where none was known.</summary>
    public string Before { get; init; } = "";

    /// <summary>JSON types in this run; "" where there were only nulls, or nothing.</summary>
    public string Now { get; init; } = "";

    /// <summary>Records that show it; for a vanished field those that lack it (the places where it could have stood).</summary>
    public required long Records { get; init; }

    /// <summary>What the pipeline asks for: accept, stop, leave the field out, or reject the record.</summary>
    public required ContractMode Action { get; init; }
}
