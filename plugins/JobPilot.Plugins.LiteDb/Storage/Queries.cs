using LiteDB;

namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>
/// Queries with their values as parameters. LiteDB's own helpers write values into the text, compile it anew for each, and keep every
/// compiled text for the life of the process.
/// </summary>
internal static class Queries
{
    public static Query Where(string condition, params BsonValue[] values)
    {
        var query = new Query();
        query.Where.Add(BsonExpression.Create(condition, values));
        return query;
    }

    public static Query WhereIdIn(IEnumerable<BsonValue> ids) => Where("_id IN @0", [new BsonArray(ids)]);

    public static Query Select(this Query query, string fields)
    {
        query.Select = BsonExpression.Create(fields);
        return query;
    }
}
