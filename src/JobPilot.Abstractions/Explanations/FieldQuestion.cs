namespace JobPilot;

/// <summary>What <see cref="IFieldExplainer"/> is asked. Immutable.</summary>
/// <param name="pointer">JSON pointer of the field (RFC 6901), for instance <c>/skills/3</c>.</param>
/// <param name="record">The record as the processor left it, or the row as the home holds it; not changed.</param>
public sealed class FieldQuestion(string pointer, Record record)
{
    /// <summary>JSON pointer of the field.</summary>
    public string Pointer { get; } = pointer;

    /// <summary>The record that holds the field.</summary>
    public Record Record { get; } = record;

    /// <summary>The source's record as it came, with its origin; null where it is not kept. Not changed.</summary>
    public Record? Raw { get; init; }
}
