using JobPilot.Plugins.LiteDb.Rows;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>Rule 7: reads of many rows go page by page along the key, each with a cursor of its own.</summary>
internal static class RowPages
{
    public const int MaxRows = 1000;

    /// <summary>One page behind a key.</summary>
    /// <param name="after">Key of the last row of the page before; null at the start.</param>
    /// <param name="count">Most rows of the page.</param>
    public static Query Behind(BsonValue? after, int count)
    {
        var query = after is null ? new Query { OrderBy = BsonExpression.Create(RowFields.Id) } : Queries.Where("_id > @0", after);
        query.Limit = count;
        return query;
    }

    /// <summary>Reads a collection from start to end.</summary>
    public static IEnumerable<List<BsonDocument>> ReadAll(Func<string, Query, List<BsonDocument>> read, string collection)
    {
        BsonValue? after = null;
        while (true)
        {
            var page = read(collection, Behind(after, MaxRows));
            if (page.Count > 0)
            {
                yield return page;
                after = page[^1][RowFields.Id];
            }

            if (page.Count < MaxRows)
            {
                yield break;
            }
        }
    }
}
