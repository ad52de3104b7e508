using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>Reads what a batch needs to know of the rows that are there: hashes, and whole rows where a patch needs them.</summary>
internal static class RowLookup
{
    /// <summary>Rule 7: keys a query.</summary>
    private const int PageSize = 1000;

    /// <summary>The first fields of a row: LiteDB stops reading it behind the last one that is asked for.</summary>
    private const string HashFields = $"{{ {RowFields.Id}, {RowFields.ContentHash} }}";
    private const string HashAndTimes = $"{{ {RowFields.Id}, {RowFields.ContentHash}, {RowFields.FirstSeen}, {RowFields.LastChanged} }}";

    public static Dictionary<string, RowInPlan> Read(Database database, RowRules rules, IReadOnlyList<RowChange> changes)
    {
        var whole = changes.Where(change => change.Operation == RecordOperation.Patch).Select(change => change.Key).ToHashSet();
        var rows = new Dictionary<string, RowInPlan>(changes.Count, StringComparer.Ordinal);
        var filter = database.KeysOf(rules.Collection);
        foreach (var row in ReadWhole(database, rules, whole))
        {
            rows[row[RowFields.Id].AsString] = RowInPlan.Stored(row, WithoutOwnFields(row));
        }

        foreach (var keys in changes.Select(change => change.Key).Where(key => !whole.Contains(key) && filter.MayHold(key)).Distinct().Chunk(PageSize))
        {
            foreach (var row in database.Query(rules.Collection, In(keys).Select(rules.Times ? HashAndTimes : HashFields)))
            {
                rows[row[RowFields.Id].AsString] = RowInPlan.Stored(row, null);
            }
        }

        return rows;
    }

    /// <summary>Reads rows as they lie in the database.</summary>
    public static IEnumerable<BsonDocument> ReadWhole(Database database, RowRules rules, IEnumerable<string> keys) =>
        keys.Chunk(PageSize).SelectMany(page => database.Query(rules.Collection, In(page)));

    private static Query In(IEnumerable<string> keys) =>
        Queries.WhereIdIn(keys.Order(StringComparer.Ordinal).Select(key => new BsonValue(key)));

    private static BsonDocument WithoutOwnFields(BsonDocument row)
    {
        var fields = new BsonDocument();
        foreach (var (name, value) in row.RawValue)
        {
            if (!RowFields.IsOwn(name))
            {
                fields[name] = value;
            }
        }

        return fields;
    }
}
