using JobPilot.Plugins.LiteDb.Rows;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>Seals the home's documents with a hash, and refuses one that the disk changed: a wrong position would lose pages in silence.</summary>
internal static class Stored
{
    public static BsonDocument Seal(BsonDocument document)
    {
        document[RowFields.Check] = new RowHash().Check(document);
        return document;
    }

    public static bool IsWhole(BsonDocument document) =>
        document[RowFields.Check] is { IsInt64: true } check && check.AsInt64 == new RowHash().Check(document);

    /// <exception cref="FaultException">The document is damaged, or of a newer version of the plugin.</exception>
    public static void Require(Database database, string collection, BsonDocument document, int version)
    {
        if (!IsWhole(document))
        {
            throw Faults.Fatal(
                ErrorCodes.PositionDamaged,
                $"'{database.Path}': document {document["_id"]} of {collection} is not what was written.",
                "Restore a backup. Or run with maintenance: repair, which drops it: the pipeline then starts from its beginning, and rows stay.");
        }

        if (document["version"].AsInt32 > version)
        {
            throw Faults.Fatal(
                ErrorCodes.OldVersion,
                $"'{database.Path}' was written by a newer version of this plugin (form {document["version"].AsInt32}, known is {version}).",
                "Install that version of the plugin.");
        }
    }

    public static void Put(LiteEngine engine, string collection, BsonDocument document) =>
        engine.Upsert(collection, [document], BsonAutoId.ObjectId);
}
