using JobPilot.Plugins.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>A database that is looked at: what LiteDB writes while it opens or closes stays in memory. The caller holds the lock.</summary>
internal sealed class ReadOnlyDatabase : IDisposable
{
    private readonly DatabasePaths _paths;
    private OverlayFile _data;
    private IPageFile _log;
    private LiteEngine _engine;

    public ReadOnlyDatabase(DatabasePaths paths)
    {
        _paths = paths;
        (_data, _log, _engine) = Open();
    }

    public string Collation => _engine.Pragma(Pragmas.COLLATION).AsString;

    public IEnumerable<string> Collections => Query("$cols", new Query())
        .Where(collection => collection["type"].AsString == "user")
        .Select(collection => collection["name"].AsString);

    public IEnumerable<(string Name, BsonExpression Expression, bool Unique)> Indexes(string collection) => Query("$indexes", new Query())
        .Where(index => index["collection"].AsString == collection && index["name"].AsString != "_id")
        .Select(index => (index["name"].AsString, BsonExpression.Create(index["expression"].AsString), index["unique"].AsBoolean));

    public List<BsonDocument> Query(string collection, Query query)
    {
        try
        {
            var documents = new List<BsonDocument>();
            using var reader = _engine.Query(collection, query);
            while (reader.Read())
            {
                documents.Add(reader.Current.AsDocument);
            }

            return documents;
        }
        catch (Exception exception) when (exception is not FaultException)
        {
            throw Faults.Damaged(_paths.Data, exception);
        }
    }

    /// <summary>Opens again: LiteDB closes an engine that met damage.</summary>
    public void Reopen()
    {
        Dispose();
        (_data, _log, _engine) = Open();
    }

    public void Dispose()
    {
        try
        {
            _engine.Dispose();
        }
        catch (Exception exception) when (exception is LiteException or IOException or InvalidOperationException)
        {
            // Nothing is written; what is damaged was reported when it was read.
        }

        _data.Dispose();
        _log.Dispose();
    }

    private (OverlayFile Data, IPageFile Log, LiteEngine Engine) Open()
    {
        var data = new OverlayFile(_paths.Data);
        IPageFile log = File.Exists(_paths.Log) ? new OverlayFile(_paths.Log) : new MemoryFile();
        try
        {
            log.SetLength(LogTail.Read(log).Length);
            var failure = new DiskFailure();
            var logStream = new LogStream(log, failure);
            var dataStream = new DataStream(data, logStream, failure);
            return (data, log, new LiteEngine(new EngineSettings { DataStream = dataStream, LogStream = logStream }));
        }
        catch (Exception exception)
        {
            data.Dispose();
            log.Dispose();
            throw Faults.Damaged(_paths.Data, exception);
        }
    }
}
