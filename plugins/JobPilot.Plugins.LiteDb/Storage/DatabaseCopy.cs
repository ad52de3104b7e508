using System.Globalization;
using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Home;
using JobPilot.Plugins.LiteDb.Rows;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>
/// Rule 9: compacts and repairs by copying into a new file, which is verified, made durable and renamed. LiteDB's own Rebuild fails on
/// larger collections with an index, and is never called. Rule 11: a backup is a copy of the data file after a checkpoint.
/// </summary>
internal static class DatabaseCopy
{
    /// <summary>Does what the author asked for before the file is opened; the caller holds the lock.</summary>
    /// <returns>Rows and documents of the home that were left out.</returns>
    public static long Run(MaintenanceMode mode, DatabasePaths paths, DatabaseSettings settings)
    {
        if (mode == MaintenanceMode.None || !File.Exists(paths.Data) || new FileInfo(paths.Data).Length == 0)
        {
            return 0;
        }

        var repair = mode == MaintenanceMode.Repair;
        ApplyLog(paths, settings, repair);
        var target = new DatabasePaths(paths.New);
        File.Delete(target.Data);
        File.Delete(target.Log);
        DatabaseOpener.Create(target, settings);
        var copy = DatabaseOpener.Open(target, settings);
        var copied = new List<CopiedCollection>();
        long left;
        try
        {
            using var source = new ReadOnlyDatabase(paths);
            left = Copy(source, copy, repair, copied);
            copy.Close();
        }
        catch (CommitUnknownException exception)
        {
            copy.Abandon();
            throw Failed(paths, exception.Message, exception);
        }
        catch
        {
            copy.Abandon();
            throw;
        }

        Verify(paths, target, copied);
        Replace(paths, settings, keepOld: repair);
        return left;
    }

    /// <summary>Copies the open database; run on its writer's thread.</summary>
    /// <param name="database">The database.</param>
    /// <param name="backup">Path of the copy.</param>
    /// <param name="syncFolder">Makes the renamed entry of a folder durable.</param>
    public static void Backup(Database database, string backup, Action<string> syncFolder)
    {
        var part = backup + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(backup)!);
            using (var target = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                database.CopyTo(target);
                target.Flush(flushToDisk: true);
            }

            File.Move(part, backup, overwrite: true);
            syncFolder(Path.GetDirectoryName(backup)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Faults.Fatal(
                ErrorCodes.CopyFailed,
                $"The backup '{backup}' could not be made: {exception.Message}",
                "Free space there or name another path in backup; the database itself is whole.",
                exception);
        }
    }

    private static void ApplyLog(DatabasePaths paths, DatabaseSettings settings, bool repair)
    {
        try
        {
            DatabaseOpener.ApplyLog(paths, settings);
        }
        catch (FaultException) when (repair)
        {
            // The log cannot be applied to a damaged file; the copy reads both as they are.
        }
    }

    private static long Copy(ReadOnlyDatabase source, Database copy, bool repair, List<CopiedCollection> done)
    {
        long left = 0;
        foreach (var collection in source.Collections.ToList())
        {
            long copied = 0;
            foreach (var page in repair ? SalvagedPages.Read(source, collection, () => left++) : RowPages.ReadAll(source.Query, collection))
            {
                var whole = page.Where(IsWhole).ToList();
                left += page.Count - whole.Count;
                if (!repair && whole.Count < page.Count)
                {
                    throw Failed(new DatabasePaths(copy.Path[..^4]), $"a row of {collection} is not what was written", null);
                }

                if (whole.Count > 0)
                {
                    copy.Transact(engine => engine.Insert(collection, whole, BsonAutoId.ObjectId));
                    copied += whole.Count;
                    copy.CheckpointIfLong();
                }
            }

            var indexes = source.Indexes(collection).ToList();
            foreach (var (name, expression, unique) in indexes)
            {
                copy.Transact(engine => engine.EnsureIndex(collection, name, expression, unique));
            }

            if (repair && RowTotals.Read(copy, collection) is { } total && total != copied)
            {
                copy.Transact(engine => RowTotals.Put(engine, collection, copied));
            }

            done.Add(new CopiedCollection(collection, copied, indexes.ConvertAll(index => index.Name)));
        }

        return left;
    }

    /// <summary>Reads the copy back from the disk before it takes the place of anything: all rows, each as it was written, and all indexes.</summary>
    private static void Verify(DatabasePaths paths, DatabasePaths target, List<CopiedCollection> copied)
    {
        try
        {
            using var copy = new ReadOnlyDatabase(target);
            foreach (var (name, rows, indexes) in copied.Where(collection => collection.Rows > 0 || collection.Indexes.Count > 0))
            {
                var whole = RowPages.ReadAll(copy.Query, name).Sum(page => (long)page.Count(IsWhole));
                var missing = indexes.Except(copy.Indexes(name).Select(index => index.Name)).ToList();
                if (whole != rows || missing.Count > 0)
                {
                    throw Failed(
                        paths, $"the copy of {name} holds {whole} of {rows} rows{(missing.Count > 0 ? $" and lacks the index {missing[0]}" : "")}", null);
                }
            }
        }
        catch (FaultException exception) when (exception.Code == ErrorCodes.Damaged)
        {
            throw Failed(paths, $"the copy cannot be read back ({exception.Message})", exception);
        }
    }

    private static bool IsWhole(BsonDocument document) => document[RowFields.Check].IsNull || Stored.IsWhole(document);

    private static void Replace(DatabasePaths paths, DatabaseSettings settings, bool keepOld)
    {
        if (keepOld)
        {
            var number = 1;
            while (File.Exists(Aside(paths.Data, number)))
            {
                number++;
            }

            if (File.Exists(paths.Log))
            {
                File.Move(paths.Log, Aside(paths.Log, number));
            }

            File.Copy(paths.Data, Aside(paths.Data, number));
        }

        File.Delete(paths.Log);
        File.Move(paths.New, paths.Data, overwrite: true);
        settings.SyncFolder(paths.Folder);
    }

    private static string Aside(string path, int number) => string.Create(CultureInfo.InvariantCulture, $"{path}.damaged-{number}");

    private static FaultException Failed(DatabasePaths paths, string reason, Exception? inner) => Faults.Fatal(
        ErrorCodes.CopyFailed,
        $"'{paths.Data}' was not copied: {reason}. The file is as it was.",
        "Run with maintenance: repair, which leaves out what is damaged, or restore a backup.",
        inner);

    private sealed record CopiedCollection(string Name, long Rows, IReadOnlyList<string> Indexes);
}
