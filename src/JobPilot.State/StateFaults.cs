using Microsoft.Data.Sqlite;

namespace JobPilot.State;

/// <summary>Turns what SQLite and the file system throw into faults that say which file, what, and how to mend it.</summary>
internal static class StateFaults
{
    private const string MoveAway =
        "move the file away (with its -wal and -shm) and start again: sinks that are the pipeline's home lose nothing, a quota or response cache starts anew";

    public static bool IsMapped(Exception exception) =>
        exception is SqliteException or IOException or UnauthorizedAccessException or System.Security.SecurityException;

    public static FaultException From(Exception exception, string path) => exception switch
    {
        SqliteException sqlite => FromSqlite(sqlite, path),
        UnauthorizedAccessException or System.Security.SecurityException => CannotOpen(path, "access is denied", exception),
        _ => CannotOpen(path, FirstSentence(exception), exception),
    };

    public static FaultException Foreign(string path, string found) => Fault(
        ErrorCodes.Foreign, $"'{path}' is no state file of JobPilot: {found}. It is left as it is.",
        "Name another folder in settings.state, or move the file away.");

    public static FaultException Newer(string path, long found, long known) => Fault(
        ErrorCodes.NewerVersion, $"'{path}' has the form of version {found}; this program knows up to {known}. It is left as it is.",
        "Use the program that made it or a newer one, or name another folder in settings.state.");

    public static FaultException Incomplete(string path) => Fault(
        ErrorCodes.Incomplete, $"'{path}' is missing, but its log '{path}-wal' is there. Nothing is made in its place.",
        $"Put the file back, or remove '{path}-wal' to start anew.");

    public static FaultException OpenedForReading(string path) => Fault(
        ErrorCodes.ReadOnly, $"'{path}' was opened for reading only.", "Write through a store that was opened by Open.");

    public static FaultException Corrupt(string path, string found, Exception? cause = null) => Fault(
        ErrorCodes.Corrupt, $"'{path}' is damaged: {found}. It is left as it is.", $"Put a copy back, or {MoveAway}", cause);

    private static FaultException FromSqlite(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_CORRUPT => Corrupt(path, "its contents contradict each other", exception),
        SQLitePCL.raw.SQLITE_NOTADB => Corrupt(path, "it is no SQLite database", exception),
        SQLitePCL.raw.SQLITE_READONLY => Fault(
            ErrorCodes.ReadOnly, $"'{path}' cannot be written: file or folder is read-only.",
            "Allow writing, or name another folder in settings.state.", exception),
        SQLitePCL.raw.SQLITE_FULL => Fault(
            ErrorCodes.DiskFull, $"'{path}' cannot grow: the disk is full. The last commit was not made.",
            "Free some space and run again: the run goes on where it stopped.", exception),
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => Fault(
            ErrorCodes.Busy, $"'{path}' is held by another process.", "End the other process, or wait for it.", exception, FaultKind.Transient),
        SQLitePCL.raw.SQLITE_CANTOPEN => CannotOpen(path, "it cannot be opened or made", exception),
        SQLitePCL.raw.SQLITE_IOERR => Fault(
            ErrorCodes.InputOutput, $"'{path}' cannot be read or written: the disk reports an error ({exception.SqliteExtendedErrorCode}).",
            "Check the disk and its free space, then run again.", exception),
        _ => Fault(
            ErrorCodes.Failed, $"'{path}' failed with SQLite's error {exception.SqliteExtendedErrorCode}.",
            $"Run again; if it stays, {MoveAway}", exception),
    };

    private static FaultException CannotOpen(string path, string why, Exception cause) => Fault(
        ErrorCodes.CannotOpen, $"'{path}' cannot be used: {why}.",
        "Check that the folder exists or can be made, and that this user may write there, or name another one in settings.state.", cause);

    private static string FirstSentence(Exception exception) => exception.Message.TrimEnd('.');

    private static FaultException Fault(
        string code, string message, string fix, Exception? cause = null, FaultKind kind = FaultKind.Fatal) =>
        new(kind, message, cause) { Code = code, Fix = fix };
}
