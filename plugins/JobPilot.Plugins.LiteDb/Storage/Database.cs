using System.Diagnostics.CodeAnalysis;
using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Rows;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>
/// One open LiteDB engine with its own streams. Rule 2: used by one thread only, its host's writer thread; a transaction begins and ends in
/// one call.
/// </summary>
internal sealed class Database
{
    private static readonly TimeSpan AbandonTimeout = TimeSpan.FromSeconds(10);
    private readonly DatabasePaths _paths;
    private readonly DatabaseSettings _settings;
    private readonly DiskFailure _failure;
    private readonly IPageFile _dataFile;
    private readonly IPageFile _logFile;
    private readonly LogStream _log;
    private readonly LiteEngine _engine;
    private readonly Dictionary<string, KeyFilter> _filters = new(StringComparer.OrdinalIgnoreCase);

    internal Database(
        DatabasePaths paths, DatabaseSettings settings, DiskFailure failure, IPageFile dataFile, IPageFile logFile, LogStream log, LiteEngine engine)
    {
        _paths = paths;
        _settings = settings;
        _failure = failure;
        _dataFile = dataFile;
        _logFile = logFile;
        _log = log;
        _engine = engine;
    }

    /// <summary>Transactions that became durable since opening.</summary>
    public long Transactions => _log.Confirmations;

    public string Path => _paths.Data;

    /// <summary>What is known of the keys of a collection.</summary>
    public KeyFilter KeysOf(string collection)
    {
        if (!_filters.TryGetValue(collection, out var filter))
        {
            _filters[collection] = filter = new KeyFilter();
        }

        return filter;
    }

    /// <summary>Reads all that a query gives; the cursor is closed on return (rule 7: an open one blocks the checkpoint).</summary>
    public List<BsonDocument> Query(string collection, Query query)
    {
        var documents = new List<BsonDocument>();
        try
        {
            using var reader = _engine.Query(collection, query);
            while (reader.Read())
            {
                documents.Add(reader.Current.AsDocument);
            }
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Faults.Damaged(Path, exception);
        }

        return documents;
    }

    public BsonDocument? Find(string collection, BsonValue id) =>
        Query(collection, Queries.Where("_id = @0", id)) is [var document, ..] ? document : null;

    /// <summary>Runs one transaction, which changes at least one document; durable on return.</summary>
    /// <exception cref="CommitUnknownException">Commit failed; the caller's host closes and reopens the file.</exception>
    public void Transact(Action<LiteEngine> work)
    {
        RequireSpace();
        var seen = _log.Confirmations;
        Begin();
        try
        {
            work(_engine);
        }
        catch (Exception exception)
        {
            RollBack();
            if (IsDamage(exception))
            {
                throw Faults.Damaged(Path, exception);
            }

            throw;
        }

        Confirm(seen, Commit);
    }

    /// <summary>Runs an engine call that is a transaction of its own and writes exactly once; durable on return.</summary>
    public void Single(Action<LiteEngine> call)
    {
        var seen = _log.Confirmations;
        Confirm(seen, () => call(_engine));
    }

    /// <summary>Moves the log into the data file once it is long: bounds the log, and with it the time that opening takes.</summary>
    public void CheckpointIfLong()
    {
        if (_log.Length > _settings.CheckpointBytes)
        {
            Checkpoint();
        }
    }

    public void Checkpoint()
    {
        try
        {
            _engine.Checkpoint();
        }
        catch (Exception exception) when (exception is LiteException or IOException or InvalidOperationException)
        {
            throw new CommitUnknownException(exception.Message, exception);
        }

        if (_failure.Exception is { } failure)
        {
            throw new CommitUnknownException(failure.Message, failure);
        }
    }

    /// <summary>Copies the data file, after a checkpoint, through the handle that holds it.</summary>
    public void CopyTo(Stream target)
    {
        Checkpoint();
        var buffer = new byte[1 << 20];
        long offset = 0;
        int read;
        while ((read = _dataFile.Read(buffer, offset)) > 0)
        {
            target.Write(buffer, 0, read);
            offset += read;
        }
    }

    /// <summary>Closes in order: the log is moved into the data file and removed.</summary>
    public void Close()
    {
        Checkpoint();
        _engine.Dispose();
        var empty = _logFile.Length == 0;
        _dataFile.Dispose();
        _logFile.Dispose();
        if (empty)
        {
            File.Delete(_paths.Log);
        }
    }

    /// <summary>Closes after a failure: nothing more reaches the files, which stand as a crash would have left them.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever the broken engine throws while it closes says nothing new.")]
    public void Abandon()
    {
        _failure.Set(new IOException("The database was closed after a failure."));
        var closing = new Thread(() =>
        {
            try
            {
                _engine.Dispose();
            }
            catch (Exception)
            {
                // The failure that led here is what is reported.
            }
        })
        { IsBackground = true, Name = "litedb-abandon" };
        closing.Start();
        closing.Join(AbandonTimeout);
        _dataFile.Dispose();
        _logFile.Dispose();
    }

    /// <summary>Rule 11: the sources stop before the disk is full, because a Commit that throws on a full disk may have committed.</summary>
    public void RequireSpace()
    {
        var free = _settings.FreeBytes(_paths.Folder);
        if (free < _settings.MinFreeBytes)
        {
            throw Faults.NoSpace(Path, free, _settings.MinFreeBytes);
        }
    }

    private static bool IsDamage(Exception exception) =>
        exception is LiteException { ErrorCode: LiteException.INVALID_DATAFILE_STATE or LiteException.INVALID_DATABASE }
            or IndexOutOfRangeException or NullReferenceException or ArgumentOutOfRangeException or OverflowException or InvalidCastException;

    private void Begin()
    {
        if (!_engine.BeginTrans())
        {
            throw new CommitUnknownException("A transaction was already open on the writer's thread.", null);
        }
    }

    private void Commit()
    {
        // Rule 3: false means that another thread owns the transaction, and nothing was written.
        if (!_engine.Commit())
        {
            throw new CommitUnknownException("LiteDB did not commit: no transaction belongs to the writer's thread.", null);
        }
    }

    private void Confirm(long seen, Action commit)
    {
        try
        {
            commit();
        }
        catch (Exception exception) when (exception is not CommitUnknownException)
        {
            throw new CommitUnknownException(exception.Message, exception);
        }

        var confirmed = _log.WaitForConfirmation(seen, _settings.TransactionTimeout);

        // Rule 4c: what is acknowledged is durable.
        _log.Sync();
        if (!confirmed || _failure.Failed)
        {
            throw new CommitUnknownException(
                _failure.Exception?.Message ?? $"No confirmation was written within {_settings.TransactionTimeout}.", _failure.Exception);
        }
    }

    private void RollBack()
    {
        try
        {
            _engine.Rollback();

            // A rollback may write a transaction of its own, without saying so; a checkpoint waits for it.
            _engine.Checkpoint();
        }
        catch (Exception exception)
        {
            throw new CommitUnknownException(exception.Message, exception);
        }
    }
}
