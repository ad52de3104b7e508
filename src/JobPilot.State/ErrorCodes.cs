namespace JobPilot.State;

/// <summary>Codes of the faults that the state store raises. Each is fatal but <see cref="Busy"/>.</summary>
public static class ErrorCodes
{
    /// <summary>The file is damaged.</summary>
    public const string Corrupt = "state.corrupt";

    /// <summary>The file is no state file: another program's database, or no database.</summary>
    public const string Foreign = "state.foreign_file";

    /// <summary>A newer version of the program made the file.</summary>
    public const string NewerVersion = "state.newer_version";

    /// <summary>The file may not be written.</summary>
    public const string ReadOnly = "state.read_only";

    /// <summary>The disk is full.</summary>
    public const string DiskFull = "state.disk_full";

    /// <summary>Another process holds the file for longer than the time limit.</summary>
    public const string Busy = "state.busy";

    /// <summary>The file's log is there without the file.</summary>
    public const string Incomplete = "state.incomplete";

    /// <summary>Folder or file cannot be opened or made.</summary>
    public const string CannotOpen = "state.cannot_open";

    /// <summary>The disk failed to read or write.</summary>
    public const string InputOutput = "state.io";

    /// <summary>Any other failure of the database.</summary>
    public const string Failed = "state.failed";
}
