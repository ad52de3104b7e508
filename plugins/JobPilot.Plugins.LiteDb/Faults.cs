namespace JobPilot.Plugins.LiteDb;

/// <summary>Makes the faults of this plugin: what, where, and how to mend it.</summary>
internal static class Faults
{
    public static FaultException Fatal(string code, string message, string fix, Exception? inner = null) =>
        new(FaultKind.Fatal, message, inner) { Code = code, Fix = fix };

    public static FaultException Unavailable(string code, string message, string fix, Exception? inner = null) =>
        new(FaultKind.Unavailable, message, inner) { Code = code, Fix = fix };

    public static FaultException Transient(string code, string message, string fix, Exception? inner = null) =>
        new(FaultKind.Transient, message, inner) { Code = code, Fix = fix };

    public static FaultException Locked(string path, string holder, Exception inner) => Unavailable(
        ErrorCodes.Locked,
        $"The database '{path}' is in use by {(holder.Length == 0 ? "another process" : holder)}.",
        "Wait for that run to end, or stop it; the lock goes with its process. Give another pipeline its own path.",
        inner);

    public static FaultException CannotOpen(string path, Exception exception) => exception switch
    {
        UnauthorizedAccessException => Unavailable(
            ErrorCodes.ReadOnly,
            $"'{path}' cannot be opened for writing: {exception.Message}",
            "Give this user the right to write the file and its folder, or name another path.",
            exception),
        _ => Unavailable(
            ErrorCodes.NotAFile,
            $"'{path}' cannot be opened: {exception.Message}",
            "Name a path of a file in a folder that exists or can be made.",
            exception),
    };

    public static FaultException Damaged(string path, Exception inner) => Fatal(
        ErrorCodes.Damaged,
        $"The database '{path}' is damaged: {inner.Message}",
        "Run with maintenance: repair, which copies every readable row into a new file, or restore a backup.",
        inner);

    public static FaultException NotWritten(string path, Exception exception) => Transient(
        ErrorCodes.WriteFailed,
        $"'{path}' could not be written: {exception.Message}",
        "Look at the disk's space and health; then run again: it goes on where it stopped.",
        exception);

    public static FaultException NoSpace(string path, long free, long needed) => Fatal(
        ErrorCodes.NoSpace,
        $"The disk of '{path}' has {free / 1048576} MB free; at least {needed / 1048576} MB are kept for the database.",
        "Free space on the disk, or lower min_free_bytes; then run again: it goes on where it stopped.");
}
