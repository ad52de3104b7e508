using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Storage;
using JobPilot.Plugins.LiteDb.Tests.Durability;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Tests.Storage;

/// <summary>What is done with the log that a killed run left, before LiteDB reads it.</summary>
public sealed class DatabaseOpenerTests
{
    private readonly List<DiskOperation> _operations = [];

    [Fact]
    public void Open_PagesBehindTheLastConfirmedTransaction_AreCutOffBeforeAnythingElse()
    {
        var (data, log) = Killed();
        var torn = log[..PageStream.PageSize];
        torn[LogStream.ConfirmedByte] = 0;

        var database = Open(data, [.. log, .. torn]);

        Assert.Equal(("log", "cut", (long)log.Length), (_operations[0].File, _operations[0].Kind, _operations[0].Offset));
        Assert.Equal(("log", "sync"), (_operations[1].File, _operations[1].Kind));
        Assert.Equal(3, database.Query("rows", new Query()).Count);
        database.Abandon();
    }

    [Fact]
    public void Open_LogOfAKilledRun_IsMovedIntoTheDataFileAtOnce()
    {
        var (data, log) = Killed();

        var database = Open(data, log);

        Assert.Contains(_operations, operation => operation is { File: "data", Kind: "write" });
        Assert.Contains(_operations, operation => operation is { File: "log", Kind: "cut", Offset: 0 });
        Assert.Equal(3, database.Query("rows", new Query()).Count);
        database.Abandon();
    }

    private static (byte[] Data, byte[] Log) Killed()
    {
        var disk = new SimulatedDisk();
        var database = disk.Open();
        for (var i = 0; i < 3; i++)
        {
            var id = $"row {i}";
            database.Transact(engine => engine.Insert("rows", [new BsonDocument { ["_id"] = id }], BsonAutoId.ObjectId));
        }

        database.Abandon();
        return (Bytes(disk.Data), Bytes(disk.Log));
    }

    private static byte[] Bytes(RecordingFile file)
    {
        var bytes = new byte[file.Length];
        file.Read(bytes, 0);
        Assert.NotEmpty(bytes);
        return bytes;
    }

    private Database Open(byte[] data, byte[] log) => DatabaseOpener.Open(
        SimulatedDisk.Paths, SimulatedDisk.Settings(), new RecordingFile("data", _operations, data), new RecordingFile("log", _operations, log));
}
