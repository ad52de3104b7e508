using JobPilot.Plugins.LiteDb.Rows;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>Brings an opened database to what a sink needs: identity, row total, indexes. Writes only what is missing.</summary>
internal static class HomeSetup
{
    private const string HomeId = "home";

    public static string IdOf(Database database) => database.Find(HomeCollections.Home, HomeId)?["home_id"].AsString ?? "";

    public static void Ensure(Database database, RowRules rules)
    {
        if (database.Find(HomeCollections.Home, HomeId) is null)
        {
            var identity = Stored.Seal(new BsonDocument { ["_id"] = HomeId, ["version"] = 1, ["home_id"] = Guid.NewGuid().ToString("N") });
            database.Transact(engine => Stored.Put(engine, HomeCollections.Home, identity));
        }

        if (RowTotals.Read(database, rules.Collection) is not { } rows)
        {
            rows = RowTotals.Count(database, rules.Collection);
            database.Transact(engine => RowTotals.Put(engine, rules.Collection, rows));
        }

        if (rows == 0)
        {
            database.KeysOf(rules.Collection).BeginEmpty();
        }

        EnsureIndexes(database, rules);
    }

    private static void EnsureIndexes(Database database, RowRules rules)
    {
        if (rules.Indexes.Count == 0)
        {
            return;
        }

        var existing = database.Query("$indexes", new Query())
            .Where(index => index["collection"].AsString == rules.Collection)
            .Select(index => index["name"].AsString)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var index in rules.Indexes.Where(index => !existing.Contains(index.Name)))
        {
            try
            {
                database.Transact(engine => engine.EnsureIndex(
                    rules.Collection, index.Name, BsonExpression.Create(index.Expression), unique: false));
            }
            catch (LiteException exception) when (exception.ErrorCode == LiteException.INVALID_INDEX_KEY)
            {
                throw Faults.Fatal(
                    ErrorCodes.IndexRefused,
                    $"'{database.Path}': '{index.Path}' cannot be indexed, since a row of {rules.Collection} has a value there that is too long.",
                    "Move it from indexes to hashed_indexes.",
                    exception);
            }
        }
    }
}
