using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Rows;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Checks;

/// <summary>What <c>doctor</c> looks at. Writes nothing: what LiteDB would write stays in memory.</summary>
internal static class DatabaseCheck
{
    public static IReadOnlyList<Diagnostic> Run(DatabasePaths paths, DatabaseSettings settings, RowRules rules)
    {
        var findings = new List<Diagnostic>();
        CheckSpace(paths, settings, findings);
        if (!File.Exists(paths.Data) || new FileInfo(paths.Data).Length == 0)
        {
            if (File.Exists(paths.Log) && new FileInfo(paths.Log).Length > 0)
            {
                findings.Add(Finding(FileHeader.Orphan(paths)));
            }

            return findings;
        }

        try
        {
            // A lock file that is not there was never taken, and is not made by a check.
            using var held = File.Exists(paths.Lock) ? DatabaseLock.Take(paths) : null;
            CheckFiles(paths, findings);
            if (findings.TrueForAll(finding => finding.Severity != DiagnosticSeverity.Error))
            {
                using var database = new ReadOnlyDatabase(paths);
                CheckContent(paths, database.Query, rules, findings);
            }
        }
        catch (FaultException fault)
        {
            findings.Add(Finding(fault));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            findings.Add(Finding(Faults.CannotOpen(paths.Data, exception)));
        }

        return findings;
    }

    /// <summary>Checks a database that this process has open, on its writer's thread.</summary>
    public static IReadOnlyList<Diagnostic> Run(Database database, DatabasePaths paths, DatabaseSettings settings, RowRules rules)
    {
        var findings = new List<Diagnostic>();
        CheckSpace(paths, settings, findings);
        CheckContent(paths, database.Query, rules, findings);
        return findings;
    }

    private static void CheckSpace(DatabasePaths paths, DatabaseSettings settings, List<Diagnostic> findings)
    {
        var folder = paths.Folder;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            folder = parent;
        }

        var free = settings.FreeBytes(folder);
        if (free < settings.MinFreeBytes)
        {
            findings.Add(Finding(Faults.NoSpace(paths.Data, free, settings.MinFreeBytes)));
        }
    }

    private static void CheckFiles(DatabasePaths paths, List<Diagnostic> findings)
    {
        using var data = new OverlayFile(paths.Data);
        using IPageFile log = File.Exists(paths.Log) ? new OverlayFile(paths.Log) : new MemoryFile();
        if (FileHeader.Check(paths.Data, data, LogTail.Read(log)) is { } fault)
        {
            findings.Add(Finding(fault));
        }
        else if (log.Length > 0)
        {
            findings.Add(new Diagnostic(ErrorCodes.LeftoverLog, $"'{paths.Log}' holds transactions of a run that did not end in order.")
            {
                Severity = DiagnosticSeverity.Warning,
                Fix = "Nothing is lost: the next run moves them into the database. Do not delete the log.",
            });
        }
    }

    private static void CheckContent(
        DatabasePaths paths, Func<string, Query, List<BsonDocument>> read, RowRules rules, List<Diagnostic> findings)
    {
        HomeCheck.Run(paths, read, findings);
        RowCheck.Run(paths, read, rules, findings);
    }

    private static Diagnostic Finding(FaultException fault) => new(fault.Code, fault.Message)
    {
        Fix = fault.Fix,
        Severity = fault.Code == ErrorCodes.Locked ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
    };
}
