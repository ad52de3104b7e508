using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>The journal: one opaque blob a commit that changed the memory.</summary>
internal static class JournalDocuments
{
    private const int PageSize = 1000;
    private const int Version = 1;

    public static BsonDocument ToBson(string owner, long number, ReadOnlyMemory<byte> blob) => Stored.Seal(new BsonDocument
    {
        ["_id"] = HomeCollections.JournalId(owner, number),
        ["version"] = Version,
        ["number"] = number,
        ["blob"] = blob.ToArray(),
    });

    /// <summary>Blobs after a number, in order; read page by page (rule 7).</summary>
    /// <param name="database">The database.</param>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="number">Behind which.</param>
    /// <param name="most">At most this many; 0 for all.</param>
    public static List<JournalEntry> ReadAfter(Database database, string owner, long number, int most)
    {
        var entries = new List<JournalEntry>();
        while (true)
        {
            var count = most == 0 ? PageSize : Math.Min(PageSize, most - entries.Count);
            var page = database.Query(HomeCollections.Journal, Range(owner, number + 1, long.MaxValue, count));
            foreach (var document in page)
            {
                Stored.Require(database, HomeCollections.Journal, document, Version);
                entries.Add(new JournalEntry(document["number"].AsInt64, document["blob"].AsBinary));
            }

            if (page.Count < PageSize || entries.Count == most)
            {
                return entries;
            }

            number = entries[^1].Number;
        }
    }

    /// <summary>Number of the oldest blob; 0 where none is.</summary>
    public static long Oldest(Database database, string owner)
    {
        var query = Range(owner, 0, long.MaxValue, 1).Select("{ number }");
        return database.Query(HomeCollections.Journal, query) is [var first, ..] ? first["number"].AsInt64 : 0;
    }

    /// <summary>Ids of blobs up to a number; at most a thousand, the rest goes with the next commit.</summary>
    public static List<BsonValue> UpTo(Database database, string owner, long number)
    {
        if (number <= 0)
        {
            return [];
        }

        var query = Range(owner, 0, number, PageSize).Select("{ _id }");
        return [.. database.Query(HomeCollections.Journal, query).Select(document => document["_id"])];
    }

    private static Query Range(string owner, long from, long to, int count)
    {
        var query = Queries.Where("_id BETWEEN @0 AND @1", HomeCollections.JournalId(owner, from), HomeCollections.JournalId(owner, to));
        query.Limit = count;
        return query;
    }
}
