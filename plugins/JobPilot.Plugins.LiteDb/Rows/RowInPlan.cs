using LiteDB;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>A key's row while a batch is worked out.</summary>
internal sealed class RowInPlan
{
    private bool _stored;

    public bool Exists { get; private set; }

    /// <summary>Whether what is to be stored differs from what is stored.</summary>
    public bool Writes { get; private set; }

    public string ContentHash { get; private set; } = "";

    public string? FirstSeen { get; private set; }

    public string? ChangedAt { get; private set; }

    /// <summary>The row without the plugin's own fields; null where only its hash was read.</summary>
    public BsonDocument? Fields { get; set; }

    /// <summary>Whether it lies in the database, whatever becomes of it.</summary>
    public bool IsStored => _stored;

    /// <summary>The row as it lies in the database; null where only its hash was read.</summary>
    public BsonDocument? Before { get; private init; }

    /// <summary>1 for a row that comes, -1 for one that goes, 0 otherwise.</summary>
    public int Growth => (Exists ? 1 : 0) - (_stored ? 1 : 0);

    /// <summary>What lies in the database.</summary>
    public static RowInPlan Stored(BsonDocument read, BsonDocument? fields) => new()
    {
        _stored = true,
        Exists = true,
        Fields = fields,
        Before = fields is null ? null : read,
        ContentHash = read[RowFields.ContentHash].AsString ?? "",
        FirstSeen = read[RowFields.FirstSeen].AsString,
        ChangedAt = read[RowFields.LastChanged].AsString,
    };

    public void Put(BsonDocument fields, string contentHash, string? changedAt)
    {
        Fields = fields;
        ContentHash = contentHash;
        ChangedAt = changedAt;
        FirstSeen ??= changedAt; // Of the first operation on a new row, however many of them one batch holds.
        Exists = true;
        Writes = true;
    }

    public void Remove()
    {
        Writes = _stored; // A row that came and goes within the batch was never there.
        Exists = false;
        Fields = null;
        FirstSeen = null;
        ContentHash = "";
    }
}
