using JobPilot.Plugins.LiteDb.Rows;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>What a commit replaced in rows and memory: packed, and sealed like every document of the home.</summary>
internal static class UndoParts
{
    public const char Rows = 'r';
    public const char Memory = 'm';
    public const char Reads = 'x';
    private const int Version = 1;

    public static void Put(LiteEngine engine, string owner, long number, char kind, int part, byte[] packed) =>
        Stored.Put(engine, HomeCollections.UndoParts, Stored.Seal(new BsonDocument
        {
            ["_id"] = HomeCollections.UndoPartId(owner, number, kind, part),
            ["version"] = Version,
            ["blob"] = packed,
        }));

    /// <summary>The row parts of a commit, one after the other.</summary>
    public static IEnumerable<RowImages> ReadRows(Database database, string owner, UndoDocument document)
    {
        for (var part = 0; part < document.RowParts; part++)
        {
            yield return RowImages.Unpack(Read(database, owner, document.Entry.Number, Rows, part));
        }
    }

    /// <summary>A part of the memory; empty where the commit has none.</summary>
    public static byte[] ReadMemory(Database database, string owner, long number, char kind, bool exists) =>
        exists ? RowImages.UnpackBytes(Read(database, owner, number, kind, 0)) : [];

    /// <exception cref="FaultException">The part is missing or damaged: then the run is not whole, and nothing of it is taken back.</exception>
    private static byte[] Read(Database database, string owner, long number, char kind, int part)
    {
        var id = HomeCollections.UndoPartId(owner, number, kind, part);
        if (database.Find(HomeCollections.UndoParts, id) is not { } document)
        {
            throw Faults.Fatal(
                ErrorCodes.UndoDamaged,
                $"'{database.Path}': a part of what commit {number} replaced is missing ({id} of {HomeCollections.UndoParts}).",
                "The run cannot be taken back any more; the rows are as they are. A backup from before the run has them as they were.");
        }

        Stored.Require(database, HomeCollections.UndoParts, document, Version);
        return document["blob"].AsBinary;
    }
}
