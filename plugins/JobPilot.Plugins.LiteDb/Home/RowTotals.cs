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
    public static long Count(Database database, string collection) =>
        RowPages.ReadAll((name, query) => database.Query(name, query.Select("{ _id }")), collection).Sum(page => (long)page.Count);

    public static void Put(LiteEngine engine, string collection, long rows) =>
        Stored.Put(engine, HomeCollections.Rows, Stored.Seal(new BsonDocument { ["_id"] = collection, ["rows"] = rows }));
}
