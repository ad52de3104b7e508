namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>How a database is opened; of several sinks on one file the first decides.</summary>
internal sealed class DatabaseSettings
{
    public long CheckpointBytes { get; init; } = 64L << 20;

    public long MinFreeBytes { get; init; } = 64L << 20;

    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Opens one of the two files; tests put recording or failing ones in its place.</summary>
    public Func<string, Files.IPageFile> OpenFile { get; init; } = path => new Files.DiskFile(path);

    /// <summary>Makes a new or renamed entry of a folder durable.</summary>
    public Action<string> SyncFolder { get; init; } = Files.Folder.Sync;

    /// <summary>Free bytes for the user on the disk of a folder.</summary>
    public Func<string, long> FreeBytes { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>What is wrong with the build of LiteDB that is loaded; null where nothing is.</summary>
    public Func<string?> JudgeLiteDb { get; init; } = SelfTest.Verdict;
}
