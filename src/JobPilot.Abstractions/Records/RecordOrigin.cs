namespace JobPilot;

/// <summary>Where a record comes from. Set by the engine alone, when a page arrives. Immutable.</summary>
/// <param name="collector">Id of the collector in the pipeline.</param>
/// <param name="split">Id of the split.</param>
/// <param name="retrievedAt">When the source gave it, UTC.</param>
/// <param name="demo">Whether it is invented.</param>
public sealed class RecordOrigin(string collector, string split, DateTimeOffset retrievedAt, bool demo)
{
    /// <summary>Origin of a record that no collector gave, such as one made in a test.</summary>
    public static RecordOrigin None { get; } = new("", "", DateTimeOffset.UnixEpoch, false);

    /// <summary>Id of the collector in the pipeline.</summary>
    public string Collector { get; } = collector;

    /// <summary>Id of the split.</summary>
    public string Split { get; } = split;

    /// <summary>When the source gave it, UTC.</summary>
    public DateTimeOffset RetrievedAt { get; } = retrievedAt;

    /// <summary>Whether it is invented.</summary>
    public bool Demo { get; } = demo;
}

/// <summary>What is to be done with a row.</summary>
public enum RecordOperation
{
    /// <summary>Insert it, or put it in the place of the row with the same key.</summary>
    Upsert = 0,

    /// <summary>Change the given fields of the row with this key, if it exists.</summary>
    Patch = 1,

    /// <summary>Remove the row with this key, if it exists.</summary>
    Delete = 2,
}

/// <summary>Kind of a value in a record.</summary>
public enum RecordValueKind
{
    /// <summary>There is no such field.</summary>
    Missing = 0,

    /// <summary>JSON null.</summary>
    Null = 1,

    /// <summary>true or false.</summary>
    Boolean = 2,

    /// <summary>A number.</summary>
    Number = 3,

    /// <summary>A string.</summary>
    String = 4,

    /// <summary>An array.</summary>
    Array = 5,

    /// <summary>An object.</summary>
    Object = 6,
}
