using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>What optional sinks missed, one document each.</summary>
internal static class DebtDocuments
{
    private const int Version = 1;

    public static IReadOnlyList<Debt> ReadAll(Database database, string owner) =>
        [.. database.Query(HomeCollections.Debts, HomeCollections.OfOwner(owner)).Select(document => Parse(database, document))
            .OrderBy(debt => debt.Sink, StringComparer.Ordinal).ThenBy(debt => debt.Number)];

    /// <summary>Part of the commit's transaction.</summary>
    public static void Write(LiteEngine engine, string owner, IReadOnlyList<Debt> debts)
    {
        var paid = debts.Where(debt => debt.Text is null).Select(debt => new BsonValue(HomeCollections.DebtId(owner, debt.Sink, debt.Number))).ToList();
        if (paid.Count > 0)
        {
            engine.Delete(HomeCollections.Debts, paid);
        }

        foreach (var debt in debts.Where(debt => debt.Text is not null))
        {
            Stored.Put(engine, HomeCollections.Debts, Stored.Seal(new BsonDocument
            {
                ["_id"] = HomeCollections.DebtId(owner, debt.Sink, debt.Number),
                ["version"] = Version,
                ["owner"] = owner,
                ["sink"] = debt.Sink,
                ["number"] = debt.Number,
                ["debt"] = debt.Text,
            }));
        }
    }

    private static Debt Parse(Database database, BsonDocument document)
    {
        Stored.Require(database, HomeCollections.Debts, document, Version);
        return new Debt(document["sink"].AsString, document["number"].AsInt64, document["debt"].AsString);
    }
}
