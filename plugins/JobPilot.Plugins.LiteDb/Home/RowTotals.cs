using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>How many rows a collection has, kept in the same transaction: tells <c>doctor</c> of rows that an index no longer reaches.</summary>
internal static class RowTotals
{
    public static long? Read(Database database, string collection) =>
        database.Find(HomeCollections.Rows, collection) is { } document ? document["rows"].AsInt64 : null;

    public static long Count(Database database, string collection)
    {
        var query = new Query { Select = BsonExpression.Create("COUNT(*)") };
        return database.Query(collection, query) is [var first, ..] ? first.Values.First().AsInt64 : 0;
    }

    public static void Put(LiteEngine engine, string collection, long rows) =>
        Stored.Put(engine, HomeCollections.Rows, Stored.Seal(new BsonDocument { ["_id"] = collection, ["rows"] = rows }));
}
