namespace JobPilot.Testing;

/// <summary>Applies operations to rows in a dictionary and counts what they did.</summary>
internal static class Rowset
{
    public static RowCounts Apply(IDictionary<string, Record> rows, Record row)
    {
        var key = row.Key ?? throw new InvalidOperationException($"A row has no key: {row}");
        switch (row.Operation)
        {
            case RecordOperation.Delete:
                return new RowCounts { Deleted = rows.Remove(key) ? 1 : 0 };
            case RecordOperation.Patch:
                return Patch(rows, key, row);
            default:
                var before = rows.TryGetValue(key, out var old) ? old.ToString() : null;
                rows[key] = row.Clone();
                return before is null ? new RowCounts { Inserted = 1 } : Changed(before, row.ToString());
        }
    }

    private static RowCounts Patch(IDictionary<string, Record> rows, string key, Record patch)
    {
        if (!rows.TryGetValue(key, out var row))
        {
            return default;
        }

        var before = row.ToString();
        foreach (var (name, value) in patch.Clone().Json)
        {
            row.Json[name] = value?.DeepClone();
        }

        return Changed(before, row.ToString());
    }

    private static RowCounts Changed(string before, string after) =>
        before == after ? new RowCounts { Unchanged = 1 } : new RowCounts { Updated = 1 };
}
