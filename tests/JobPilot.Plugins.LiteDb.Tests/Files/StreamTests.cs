using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Tests.Durability;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Tests.Files;

public sealed class StreamTests
{
    private readonly List<DiskOperation> _operations = [];
    private readonly LogStream _log;
    private readonly DataStream _data;

    public StreamTests()
    {
        var failure = new DiskFailure();
        _log = new LogStream(new RecordingFile("log", _operations), failure);
        _data = new DataStream(new RecordingFile("data", _operations), _log, failure);
    }

    private IEnumerable<string> Kinds => _operations.Select(operation => $"{operation.File} {operation.Kind}");

    [Fact]
    public void Rule4a_LogFlush_DoesNothing()
    {
        _log.Write(Page(0));
        _log.Flush();
        Assert.Equal(["log write"], Kinds);
    }

    [Fact]
    public void Rule4b_ConfirmingPage_IsDurableUnconfirmedBeforeOneByteConfirmsIt()
    {
        _log.Write(Page(0));
        _log.Write(Page(1));
        Assert.Equal(["log write", "log write", "log sync", "log write"], Kinds);
        Assert.Equal(0, _operations[1].Data[LogStream.ConfirmedByte]);
        Assert.Equal(PageStream.PageSize + LogStream.ConfirmedByte, _operations[3].Offset);
        Assert.Equal([1], _operations[3].Data);
        Assert.Equal(1, _log.Confirmations);
    }

    [Fact]
    public void Rule4c_Commit_IsSyncedBeforeItIsAcknowledgedAndTwiceInAll()
    {
        var disk = new SimulatedDisk();
        var database = disk.Open();
        database.Transact(engine => engine.Insert("rows", [new BsonDocument { ["_id"] = "first" }], BsonAutoId.ObjectId));
        var before = disk.Operations.Count;
        database.Transact(engine => engine.Insert(
            "rows", Enumerable.Range(0, 100).Select(i => new BsonDocument { ["_id"] = $"{i}", ["text"] = new string('x', 900) }), BsonAutoId.ObjectId));
        var transaction = disk.Operations.Skip(before).ToList();
        Assert.Equal("sync", transaction[^1].Kind);
        Assert.Single(transaction[^2].Data);
        Assert.Equal(2, transaction.Count(operation => operation.Kind == "sync"));
        Assert.True(transaction.Count > 10);
        database.Abandon();
    }

    [Fact]
    public void Rule4d_FirstWriteOfACheckpoint_WaitsForTheLogToBeDurable()
    {
        _log.Write(Page(0));
        _data.Write(Page(0));
        _data.Write(Page(0));
        Assert.Equal(["log write", "log sync", "data write", "data write"], Kinds);
    }

    [Fact]
    public void Rule4e_DataFlushAndCuttingTheLog_AreDurableOnReturn()
    {
        _data.Flush();
        _log.SetLength(0);
        Assert.Equal(["data sync", "log cut", "log sync"], Kinds);
    }

    [Fact]
    public void Write_AfterAFailure_ReachesNeitherFile()
    {
        var failure = new DiskFailure();
        var file = new RecordingFile("log", _operations);
        var log = new LogStream(file, failure);
        var data = new DataStream(new RecordingFile("data", _operations), log, failure);
        file.Before = operation => throw new IOException("No space left on device");
        log.Write(Page(0));
        file.Before = null;
        log.Write(Page(1));
        data.Write(Page(0));
        data.Flush();
        Assert.Empty(_operations);
        Assert.Equal("No space left on device", failure.Exception?.Message);
    }

    private static byte[] Page(byte confirmed)
    {
        var page = new byte[PageStream.PageSize];
        page[0] = 7;
        page[LogStream.ConfirmedByte] = confirmed;
        return page;
    }
}
