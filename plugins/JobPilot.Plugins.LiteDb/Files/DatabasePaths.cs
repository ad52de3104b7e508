namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>The files that belong to one database.</summary>
internal sealed class DatabasePaths(string data)
{
    public string Data { get; } = data;

    /// <summary>Where LiteDB itself keeps the log of this data file, so that its own tools find it.</summary>
    public string Log { get; } = Path.Combine(
        Path.GetDirectoryName(data)!, $"{Path.GetFileNameWithoutExtension(data)}-log{Path.GetExtension(data)}");

    public string Lock { get; } = data + ".lock";

    /// <summary>A copy that is being made; without meaning after a crash.</summary>
    public string New { get; } = data + ".new";

    public string Folder { get; } = Path.GetDirectoryName(data)!;
}
