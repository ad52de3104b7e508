using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Home;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Checks;

/// <summary>Rule 8: positions, marks and journal are what was written.</summary>
internal static class HomeCheck
{
    public static void Run(DatabasePaths paths, Func<string, Query, List<BsonDocument>> read, List<Diagnostic> findings)
    {
        foreach (var collection in HomeCollections.All)
        {
            foreach (var document in RowPages.ReadAll(read, collection).SelectMany(page => page).Where(document => !Stored.IsWhole(document)))
            {
                var ofUndo = collection is HomeCollections.Undo or HomeCollections.UndoParts;
                findings.Add(new Diagnostic(
                    ofUndo ? ErrorCodes.UndoDamaged : ErrorCodes.PositionDamaged, $"'{paths.Data}': document {document["_id"]} of {collection} is not what was written.")
                {
                    Fix = ofUndo
                        ? "Restore a backup, or run with maintenance: repair; the run that it belongs to can then not be taken back, and nothing else is lost."
                        : "Restore a backup, or run with maintenance: repair; the pipeline then starts from its beginning, and rows stay.",
                });
            }
        }
    }
}
