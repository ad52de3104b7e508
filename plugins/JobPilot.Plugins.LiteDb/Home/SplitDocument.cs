using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>What the home knows of a split.</summary>
internal sealed class SplitDocument(string split, long epoch, string? state)
{
    private const int Version = 1;

    public string Split { get; } = split;

    public long Epoch { get; } = epoch;

    /// <summary>State as text; null where the split was claimed and never committed.</summary>
    public string? State { get; } = state;

    public static List<SplitDocument> ReadAll(Database database, string owner) =>
        [.. database.Query(HomeCollections.Splits, HomeCollections.OfOwner(owner)).Select(document => Parse(database, document))];

    public static SplitDocument? Read(Database database, string owner, string split) =>
        database.Find(HomeCollections.Splits, HomeCollections.SplitId(owner, split)) is { } document ? Parse(database, document) : null;

    public BsonDocument ToBson(string owner) => Stored.Seal(new BsonDocument
    {
        ["_id"] = HomeCollections.SplitId(owner, Split),
        ["version"] = Version,
        ["owner"] = owner,
        ["split"] = Split,
        ["epoch"] = Epoch,
        ["state"] = State is null ? BsonValue.Null : new BsonValue(State),
    });

    private static SplitDocument Parse(Database database, BsonDocument document)
    {
        Stored.Require(database, HomeCollections.Splits, document, Version);
        return new SplitDocument(document["split"].AsString, document["epoch"].AsInt64, document["state"].AsString);
    }
}
