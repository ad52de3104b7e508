using JobPilot.Plugins.LiteDb.Rows;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>Reads what can be read of a damaged collection: where a page fails, row by row, stepping over a row that cannot be loaded.</summary>
internal static class SalvagedPages
{
    public static IEnumerable<List<BsonDocument>> Read(ReadOnlyDatabase source, string collection, Action lost)
    {
        BsonValue? after = null;
        var count = RowPages.MaxRows;
        while (true)
        {
            if (TryRead(source, collection, RowPages.Behind(after, count)) is { } page)
            {
                if (page.Count == 0)
                {
                    yield break;
                }

                yield return page;
                after = page[^1][RowFields.Id];
                count = Math.Min(count * 10, RowPages.MaxRows);
            }
            else if (count > 1)
            {
                count /= 10;
            }
            else
            {
                lost();
                after = NextKey(source, collection, after);
                if (after is null)
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>The key alone lies in the index, so that it can be read where its row cannot.</summary>
    private static BsonValue? NextKey(ReadOnlyDatabase source, string collection, BsonValue? after)
    {
        var query = RowPages.Behind(after, 1).Select("{ _id }");
        return TryRead(source, collection, query) is [var key, ..] ? key[RowFields.Id] : null;
    }

    private static List<BsonDocument>? TryRead(ReadOnlyDatabase source, string collection, Query query)
    {
        try
        {
            return source.Query(collection, query);
        }
        catch (FaultException)
        {
            source.Reopen();
            return null;
        }
    }
}
