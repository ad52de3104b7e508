using System.Globalization;
using System.Text;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>
/// Maps and measures records on the caller's thread, so that the writer's thread only writes: size, key and indexed values are checked
/// before a transaction begins (rule 6). Used by one thread at a time.
/// </summary>
internal sealed class RowPreparation(RowRules rules) : IDisposable
{
    private readonly RowMapper _mapper = new();
    private readonly RowHash _hash = new();

    /// <summary>Maps a batch.</summary>
    /// <param name="records">In order.</param>
    /// <param name="rejected">Takes every record that cannot be a row.</param>
    public List<RowChange> Prepare(IReadOnlyList<Record> records, List<RejectedRow> rejected)
    {
        var changes = new List<RowChange>(records.Count);
        for (var i = 0; i < records.Count; i++)
        {
            try
            {
                changes.Add(Prepare(records[i], i));
            }
            catch (RowRefusedException refused)
            {
                rejected.Add(new RejectedRow(i, refused.Message));
            }
        }

        return changes;
    }

    public void Dispose() => _mapper.Dispose();

    /// <summary>The key of the row that a record is written to; null where it is refused for want of one.</summary>
    public string? KeyOf(Record record)
    {
        var key = record.Operation == RecordOperation.Upsert ? FieldOrKey(record) : record.Key;
        return string.IsNullOrEmpty(key) ? null : JsonText.ReplaceHalves(key);
    }

    /// <summary>Checks a row and gives its content hash.</summary>
    internal static string Finish(BsonDocument row, RowRules rules, RowHash hash)
    {
        foreach (var index in rules.Indexes)
        {
            if (index.Apply(row) is { } reason)
            {
                throw new RowRefusedException(reason);
            }
        }

        var content = hash.Content(row, rules.Ignored, out var size);
        return size <= RowRules.MaxRowBytes
            ? content
            : throw new RowRefusedException($"the row has {size:N0} bytes; at most {RowRules.MaxRowBytes:N0} are allowed");
    }

    private RowChange Prepare(Record record, int index)
    {
        if (record.Operation == RecordOperation.Delete)
        {
            return new RowChange(index, RecordOperation.Delete, RequireKey(record.Key, "key"));
        }

        var fields = _mapper.Map(record);
        var retrievedAt = record.Origin.Collector.Length == 0 ? null : Format(record.Origin.RetrievedAt);
        if (record.Operation == RecordOperation.Patch)
        {
            return new RowChange(index, RecordOperation.Patch, RequireKey(record.Key, "key")) { Fields = fields, RetrievedAt = retrievedAt };
        }

        var key = RequireKey(FieldOrKey(record), $"field '{rules.Key}'");
        return new RowChange(index, RecordOperation.Upsert, key)
        {
            Fields = fields,
            ContentHash = Finish(fields, rules, _hash),
            RetrievedAt = retrievedAt,
        };
    }

    private string? FieldOrKey(Record record) => record.GetKind(rules.Key) switch
    {
        RecordValueKind.String => record.GetString(rules.Key) is { Length: > 0 } text ? text : record.Key,
        RecordValueKind.Number => Encoding.UTF8.GetString(record.GetUtf8(rules.Key).Span),
        _ => record.Key,
    };

    private static string RequireKey(string? key, string source)
    {
        if (string.IsNullOrEmpty(key))
        {
            throw new RowRefusedException($"it has no key: {source} is missing or empty");
        }

        var bytes = Encoding.UTF8.GetByteCount(key);
        return bytes <= IndexDefinition.MaxBytes
            ? JsonText.ReplaceHalves(key)
            : throw new RowRefusedException($"{source} is the key and has {bytes} bytes; at most {IndexDefinition.MaxBytes} are allowed");
    }

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
