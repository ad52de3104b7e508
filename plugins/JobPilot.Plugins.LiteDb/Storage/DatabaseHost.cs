using JobPilot.Plugins.LiteDb.Files;

namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>
/// Holds one database for all sinks of this process that name its file: lock, writer thread and engine. Opens when first used, and again
/// after a failure.
/// </summary>
internal sealed class DatabaseHost
{
    private static readonly Lock RegistryLock = new();
    private static readonly Dictionary<string, DatabaseHost> Registry = new(StringComparer.Ordinal);
    private readonly DatabaseSettings _settings;
    private readonly TimeProvider _time;
    private readonly WriterThread _writer;
    private DatabaseLock? _lock;
    private Database? _database;
    private int _users;
    private bool _maintained;

    private DatabaseHost(DatabasePaths paths, DatabaseSettings settings, TimeProvider time)
    {
        Paths = paths;
        _settings = settings;
        _time = time;
        _writer = new WriterThread($"litedb {Path.GetFileName(paths.Data)}");
    }

    public DatabasePaths Paths { get; }

    /// <summary>Whether the file is open at present.</summary>
    public bool IsOpen => Volatile.Read(ref _database) is not null;

    /// <summary>What is done once, before the file is first opened.</summary>
    public MaintenanceMode Maintenance { get; init; }

    /// <summary>Gives the host of a file; one a process.</summary>
    public static DatabaseHost Acquire(string path, DatabaseSettings settings, MaintenanceMode maintenance, TimeProvider time)
    {
        var full = Path.GetFullPath(path);
        lock (RegistryLock)
        {
            if (!Registry.TryGetValue(full, out var host))
            {
                Registry[full] = host = new DatabaseHost(new DatabasePaths(full), settings, time) { Maintenance = maintenance };
            }

            host._users++;
            return host;
        }
    }

    /// <summary>The host of a file that this process has open; null where it has not.</summary>
    public static DatabaseHost? Find(string path)
    {
        lock (RegistryLock)
        {
            return Registry.GetValueOrDefault(Path.GetFullPath(path));
        }
    }

    /// <summary>Gives the host back; the last one closes the database.</summary>
    /// <param name="closing">Run on the open database before it closes.</param>
    public async ValueTask ReleaseAsync(Action<Database>? closing = null)
    {
        lock (RegistryLock)
        {
            if (--_users > 0)
            {
                return;
            }

            Registry.Remove(Paths.Data);
        }

        try
        {
            await _writer.RunAsync(() =>
            {
                CloseOnWriter(closing);
                return true;
            });
        }
        finally
        {
            _writer.Dispose();
        }
    }

    /// <summary>Runs work on the writer thread, on the open database.</summary>
    /// <exception cref="CommitUnknownException">A commit may or may not be durable; the file was closed and opens again with the next call.</exception>
    /// <exception cref="FaultException">It took too long, or the database cannot be used.</exception>
    public async Task<T> RunAsync<T>(Func<Database, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var running = _writer.RunAsync(() => RunOnWriter(work));
        _writer.Post(CheckpointOnWriter);
        try
        {
            return await running.WaitAsync(_settings.TransactionTimeout, _time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw Faults.Transient(
                ErrorCodes.TransactionTimeout,
                $"The database '{Paths.Data}' did not answer within {_settings.TransactionTimeout}.",
                "Look at the disk's health and load, or raise transaction_timeout.",
                exception);
        }
    }

    private T RunOnWriter<T>(Func<Database, T> work)
    {
        _database ??= OpenOnWriter();
        try
        {
            return work(_database);
        }
        catch (Exception exception) when (exception is CommitUnknownException or FaultException { Code: ErrorCodes.Damaged })
        {
            _database.Abandon();
            _database = null;
            throw;
        }
    }

    private void CheckpointOnWriter()
    {
        try
        {
            _database?.CheckpointIfLong();
        }
        catch (CommitUnknownException)
        {
            // What was acknowledged lies in the log; the next call opens the file again, and says so if it cannot.
            _database!.Abandon();
            _database = null;
        }
    }

    private Database OpenOnWriter()
    {
        try
        {
            Directory.CreateDirectory(Paths.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Faults.CannotOpen(Paths.Folder, exception);
        }

        var taken = _lock is null;
        _lock ??= DatabaseLock.Take(Paths);
        try
        {
            if (!_maintained)
            {
                DatabaseCopy.Run(Maintenance, Paths, _settings);
                _maintained = true;
            }

            return DatabaseOpener.Open(Paths, _settings);
        }
        catch when (taken)
        {
            _lock.Dispose();
            _lock = null;
            throw;
        }
    }

    private void CloseOnWriter(Action<Database>? closing)
    {
        var database = _database;
        _database = null;
        try
        {
            if (database is not null)
            {
                closing?.Invoke(database);
                database.Close();
            }
        }
        catch (CommitUnknownException)
        {
            // The log keeps what is committed; the next opening moves it.
            database!.Abandon();
        }
        finally
        {
            _lock?.Dispose();
            _lock = null;
        }
    }
}
