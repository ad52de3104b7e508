using JobPilot.Plugins.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>Opens a database: checks first (rule 10), makes a new one beside its place and renames it, cuts off what nobody confirmed.</summary>
internal static class DatabaseOpener
{
    /// <summary>Opens the database, or makes it where there is none. The caller holds the lock.</summary>
    /// <exception cref="FaultException">It cannot be opened: why, and what to do. Nothing was changed.</exception>
    public static Database Open(DatabasePaths paths, DatabaseSettings settings)
    {
        SelfTest.Require(settings.JudgeLiteDb());
        if (!File.Exists(paths.Data) || new FileInfo(paths.Data).Length == 0)
        {
            if (File.Exists(paths.Log) && new FileInfo(paths.Log).Length > 0)
            {
                throw FileHeader.Orphan(paths);
            }

            Create(paths, settings);
        }

        var data = Guard(paths.Data, () => settings.OpenFile(paths.Data));
        try
        {
            var log = Guard(paths.Log, () => settings.OpenFile(paths.Log));
            try
            {
                return Open(paths, settings, data, log);
            }
            catch
            {
                log.Dispose();
                throw;
            }
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Opens two files that exist: also the way a power-cut simulation opens what it made up.</summary>
    public static Database Open(DatabasePaths paths, DatabaseSettings settings, IPageFile data, IPageFile log)
    {
        CutLog(paths, data, log);
        var (engine, failure, logStream) = OpenEngine(paths, data, log);
        var database = new Database(paths, settings, failure, data, log, logStream, engine);
        try
        {
            RequireBinary(paths, engine);
            database.Checkpoint();
            if (engine.Pragma(Pragmas.CHECKPOINT).AsInt32 != 0)
            {
                // LiteDB's own checkpoint would run inside Commit, at its own size.
                database.Single(opened => opened.Pragma(Pragmas.CHECKPOINT, 0));
            }

            return database;
        }
        catch (Exception exception)
        {
            database.Abandon();
            throw exception is CommitUnknownException ? Unopened(paths, exception, failure) : exception;
        }
    }

    /// <summary>Moves a log that a crash left into its data file, whatever the file's collation.</summary>
    public static void ApplyLog(DatabasePaths paths, DatabaseSettings settings)
    {
        if (!File.Exists(paths.Log))
        {
            return;
        }

        using var data = Guard(paths.Data, () => settings.OpenFile(paths.Data));
        using var log = Guard(paths.Log, () => settings.OpenFile(paths.Log));
        CutLog(paths, data, log);
        var (engine, failure, _) = OpenEngine(paths, data, log);
        using (engine)
        {
            engine.Checkpoint();
        }

        if (failure.Exception is { } exception)
        {
            throw Faults.CannotOpen(paths.Data, exception);
        }
    }

    internal static void Create(DatabasePaths paths, DatabaseSettings settings)
    {
        if (settings.FreeBytes(paths.Folder) is var free && free < settings.MinFreeBytes)
        {
            throw Faults.NoSpace(paths.Data, free, settings.MinFreeBytes);
        }

        Guard(paths.New, () =>
        {
            File.Delete(paths.New);
            using var file = new MemoryStream();
            using (new LiteEngine(new EngineSettings { DataStream = file, LogStream = new MemoryStream(), Collation = Collation.Binary }))
            {
                // The engine writes the first page when it opens.
            }

            using (var data = settings.OpenFile(paths.New))
            {
                data.SetLength(0);
                data.Write(file.ToArray(), 0);
                data.Sync();
            }

            File.Move(paths.New, paths.Data, overwrite: true);
            settings.SyncFolder(paths.Folder);
            return true;
        });
    }

    private static (LiteEngine Engine, DiskFailure Failure, LogStream Log) OpenEngine(DatabasePaths paths, IPageFile data, IPageFile log)
    {
        var failure = new DiskFailure();
        var logStream = new LogStream(log, failure);
        var dataStream = new DataStream(data, logStream, failure);
        try
        {
            var settings = new EngineSettings { DataStream = dataStream, LogStream = logStream };
            return (new LiteEngine(settings), failure, logStream);
        }
        catch (Exception exception) when (exception is not FaultException)
        {
            throw Unopened(paths, exception, failure);
        }
    }

    /// <summary>A disk that refuses a write says nothing about the file: only without one is it damaged.</summary>
    private static FaultException Unopened(DatabasePaths paths, Exception exception, DiskFailure failure) =>
        failure.Exception is { } disk ? Faults.NotWritten(paths.Data, disk) : Faults.Damaged(paths.Data, exception);

    private static void CutLog(DatabasePaths paths, IPageFile data, IPageFile log)
    {
        var tail = LogTail.Read(log);
        if (tail.Foreign)
        {
            throw Faults.Fatal(
                ErrorCodes.ForeignLog,
                $"'{paths.Log}' lies where the database keeps its log, and is none; it was left as it is.",
                "Move that file away, or name another path.");
        }

        if (FileHeader.Check(paths.Data, data, tail) is { } fault)
        {
            throw fault;
        }

        if (log.Length > tail.Length)
        {
            try
            {
                log.SetLength(tail.Length);
                log.Sync();
            }
            catch (IOException exception)
            {
                throw Faults.NotWritten(paths.Log, exception);
            }
        }
    }

    private static void RequireBinary(DatabasePaths paths, LiteEngine engine)
    {
        // Rule 5: a collation that ignores case lets "abc" overwrite "ABC".
        var collation = engine.Pragma(Pragmas.COLLATION).AsString;
        if (collation != Collation.Binary.ToString())
        {
            throw Faults.Fatal(
                ErrorCodes.Collation,
                $"'{paths.Data}' compares text by {collation}, so that keys which differ only in case would overwrite each other.",
                "Run once with maintenance: compact, which copies it into a file that compares exactly, or name another path.");
        }
    }

    private static T Guard<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Faults.CannotOpen(path, exception);
        }
    }
}
