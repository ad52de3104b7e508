using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>How many rows a collection has, kept in the same transaction: tells <c>doctor</c> of rows that an index no longer reaches.</summary>
internal static class RowTotals
{
    public static long? Read(Database database, string collection) =>
        database.Find(HomeCollections.Rows, collection) is { } document ? document["rows"].AsInt64 : null;

    /// <summary>Counts by the key alone, page by page.</summary>
    public static long Count(Database database, string collection)
    {
        var onlyKey = BsonExpression.Create("{ _id }");
        return RowPages.ReadAll(Read, collection).Sum(page => (long)page.Count);

        List<BsonDocument> Read(string name, Query query)
        {
            query.Select = onlyKey;
            return database.Query(name, query);
        }
    }

    public static void Put(LiteEngine engine, string collection, long rows) =>
        Stored.Put(engine, HomeCollections.Rows, Stored.Seal(new BsonDocument { ["_id"] = collection, ["rows"] = rows }));
}
