using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Tests.Durability;

/// <summary>
/// A reference run on two recorded files, and the states that a power cut could leave of it: what was synced is there, of the rest each write
/// is there, missing, or torn at a sector.
/// </summary>
internal sealed class SimulatedDisk
{
    private const int Sector = 512;
    private readonly byte[] _start;

    public SimulatedDisk()
    {
        using var data = new MemoryStream();
        using (new LiteEngine(new EngineSettings { DataStream = data, LogStream = new MemoryStream(), Collation = Collation.Binary }))
        {
            // A new database of one page, which the opener makes and renames before anything else happens.
        }

        _start = data.ToArray();
        Data = new RecordingFile("data", Operations, _start);
        Log = new RecordingFile("log", Operations);
    }

    public List<DiskOperation> Operations { get; } = [];

    public RecordingFile Data { get; }

    public RecordingFile Log { get; }

    /// <summary>Number of operations when each transaction was acknowledged.</summary>
    public List<int> Acknowledged { get; } = [];

    public static DatabasePaths Paths { get; } = new(Path.Combine(Path.GetTempPath(), "simulated.db"));

    public static DatabaseSettings Settings(long checkpointBytes = 1 << 20) =>
        new() { FreeBytes = _ => long.MaxValue, CheckpointBytes = checkpointBytes };

    public Database Open(DatabaseSettings? settings = null) => DatabaseOpener.Open(Paths, settings ?? Settings(), Data, Log);

    /// <summary>What a power cut after so many operations could leave.</summary>
    public (MemoryFile Data, MemoryFile Log) CutAfter(int operations, Random random)
    {
        var data = new MemoryFile(_start);
        var log = new MemoryFile();
        foreach (var (name, file) in new[] { ("data", data), ("log", log) })
        {
            var mine = Operations.Take(operations).Where(operation => operation.File == name).ToList();
            var synced = mine.FindLastIndex(operation => operation.Kind == "sync") + 1;
            var keep = random.NextDouble();
            for (var i = 0; i < mine.Count; i++)
            {
                Apply(file, mine[i], i < synced ? 1 : random.NextDouble() < keep ? 1 : random.Next(3) == 0 ? 0.5 : 0, random);
            }
        }

        return (data, log);
    }

    private static void Apply(MemoryFile file, DiskOperation operation, double share, Random random)
    {
        if (operation.Kind == "cut")
        {
            if (share == 1)
            {
                file.SetLength(operation.Offset);
            }

            return;
        }

        if (operation.Kind == "sync")
        {
            return;
        }

        if (share == 1)
        {
            file.Write(operation.Data, operation.Offset);
            return;
        }

        // The file may be longer though the write is lost; a torn write leaves some of its sectors, one byte is never torn.
        if (file.Length < operation.Offset + operation.Data.Length && random.Next(2) == 0)
        {
            file.SetLength(operation.Offset + operation.Data.Length);
        }

        if (share == 0 || operation.Data.Length < Sector)
        {
            return;
        }

        for (var at = 0; at < operation.Data.Length; at += Sector)
        {
            if (random.Next(2) == 0)
            {
                file.Write(operation.Data.AsSpan(at, Sector), operation.Offset + at);
            }
        }
    }
}
