using LiteDB;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>One operation of a batch, mapped.</summary>
internal sealed class RowChange(int index, RecordOperation operation, string key)
{
    public int Index { get; } = index;

    public RecordOperation Operation { get; } = operation;

    public string Key { get; } = key;

    /// <summary>The row of an upsert, or the fields of a patch; empty for a delete.</summary>
    public BsonDocument Fields { get; init; } = [];

    /// <summary>Content hash of an upsert; "" otherwise.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>When the source gave it; null where it did not come from a source.</summary>
    public string? RetrievedAt { get; init; }
}
