using JobPilot.Plugins.LiteDb.Checks;
using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Home;
using JobPilot.Plugins.LiteDb.Rows;
using JobPilot.Plugins.LiteDb.Storage;

namespace JobPilot.Plugins.LiteDb;

/// <summary>
/// Rows in one LiteDB file, by key; can be the home of its pipeline. Several sinks of one process share the file's engine; a second process
/// is refused.
/// </summary>
[Sink("litedb", typeof(LiteDbOptions), Description = "Upserts rows by key into a collection of an embedded LiteDB database file.")]
public sealed partial class LiteDbSink : ICommittingSink, IRowReader, IUndoStore, IAsyncDisposable
{
    private readonly LiteDbOptions _options;
    private readonly ComponentContext _context;
    private readonly DatabaseSettings _settings;
    private readonly DatabasePaths _paths;
    private readonly RowRules _rules;
    private readonly RowPreparation _preparation;
    private DatabaseHost? _host;
    private bool _prepared;
    private bool _disposed;

    /// <summary>Makes the sink; opens nothing.</summary>
    /// <param name="options">What the author of the pipeline wrote.</param>
    /// <param name="context">What the host hands out.</param>
    public LiteDbSink(LiteDbOptions options, ComponentContext context)
        : this(options, context, SettingsOf(options))
    {
    }

    internal LiteDbSink(LiteDbOptions options, ComponentContext context, DatabaseSettings settings)
    {
        _options = options;
        _context = context;
        _settings = settings;
        _paths = new DatabasePaths(context.ResolvePath(options.Path));
        _rules = RowRules.Create(options);
        _preparation = new RowPreparation(_rules);
    }

    /// <inheritdoc />
    public SinkOperations Operations => SinkOperations.Upsert | SinkOperations.Patch | SinkOperations.Delete;

    /// <inheritdoc />
    public string Location => _paths.Data;

    /// <inheritdoc />
    public bool KeepsDebts => true;

    /// <inheritdoc />
    public async ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) =>
        await RunAsync(database => true, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        var rejected = new List<RejectedRow>();
        var changes = _preparation.Prepare(records, rejected);
        try
        {
            return await RunAsync(database => HomeStore.Write(database, changes, rejected, _rules), cancellationToken);
        }
        catch (CommitUnknownException exception)
        {
            throw NotWritten(exception);
        }
    }

    /// <inheritdoc />
    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => new((string?)null);

    /// <inheritdoc />
    public async ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(database => HomeStore.Claim(database, request), cancellationToken);
        }
        catch (CommitUnknownException exception)
        {
            // An epoch that was spent for nothing does no harm.
            throw NotWritten(exception);
        }
    }

    /// <inheritdoc />
    public async ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        var rejected = new List<RejectedRow>();
        var changes = _preparation.Prepare(commit.Rows, rejected);
        var counts = default(RowCounts);
        try
        {
            return await RunAsync(
                database => HomeStore.Commit(database, commit, changes, rejected, _rules, counted => counts = counted), cancellationToken);
        }
        catch (CommitUnknownException exception)
        {
            // Rule 3: the file is open again, and its own word decides.
            var last = await RunAsync(database => HomeStore.LastCommit(database, commit.Owner), cancellationToken);
            LogUnknownCommit(_context.Logger, commit.Number, Location, exception.Message, last >= commit.Number);
            return last >= commit.Number ? new CommitResult(CommitStatus.Committed) { Counts = counts } : throw NotWritten(exception);
        }
    }

    /// <inheritdoc />
    public async ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) =>
        await RunAsync(database => HomeStore.LastCommit(database, owner), cancellationToken);

    /// <inheritdoc />
    public async ValueTask<Claim> PeekAsync(string owner, CancellationToken cancellationToken) => Exists
        ? await RunAsync(database => HomeStore.Peek(database, owner), cancellationToken)
        : HomeStore.Nothing();

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<UndoEntry>> ReadUndoAsync(string owner, CancellationToken cancellationToken) => Exists
        ? await RunAsync(database => UndoDocument.ReadAll(database, owner).ConvertAll(document => document.Entry), cancellationToken)
        : [];

    /// <inheritdoc />
    public async ValueTask<UndoMemory> ReadUndoMemoryAsync(string owner, long number, CancellationToken cancellationToken) =>
        await RunAsync(database => UndoLog.ReadMemory(database, owner, number), cancellationToken);

    /// <inheritdoc />
    public async ValueTask<UndoRows> ReadUndoRowsAsync(string owner, string runId, CancellationToken cancellationToken) =>
        await RunAsync(database => UndoLog.Compare(database, owner, runId), cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<RowRun>> ReadRowRunsAsync(string owner, string key, CancellationToken cancellationToken) => Exists
        ? await RunAsync(database => UndoLog.RunsOf(database, owner, _rules.Collection, key), cancellationToken)
        : [];

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<Record>> ReadRowsAsync(string? afterKey, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, RowPages.MaxRows);
        var rows = await RunAsync(database => database.Query(_rules.Collection, RowPages.Behind(afterKey, count)), cancellationToken);
        return [.. rows.Select(RowWriter.ToRecord)];
    }

    /// <inheritdoc />
    public string? KeyOf(Record record) => _preparation.KeyOf(record);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<Record>> FindRowsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        [.. (await RunAsync(database => keys.Select(key => database.Find(_rules.Collection, key)).OfType<LiteDB.BsonDocument>().ToList(), cancellationToken)).Select(RowWriter.ToRecord)];

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<Diagnostic>> CheckAsync(CancellationToken cancellationToken)
    {
        if (DatabaseHost.Find(_paths.Data) is { IsOpen: true } host)
        {
            return await host.RunAsync(database => DatabaseCheck.Run(database, _paths, _settings, _rules), cancellationToken);
        }

        return await Task.Run(() => DatabaseCheck.Run(_paths, _settings, _rules), cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _preparation.Dispose();
        if (_host is { } host)
        {
            _host = null;
            await host.ReleaseAsync(Backup);
        }
    }

    internal static DatabaseSettings SettingsOf(LiteDbOptions options) => new()
    {
        CheckpointBytes = options.CheckpointBytes,
        MinFreeBytes = options.MinFreeBytes,
        TransactionTimeout = options.TransactionTimeout,
    };

    private bool Exists => File.Exists(_paths.Data) || File.Exists(_paths.Log);

    private void Backup(Database database)
    {
        if (_options.Backup.Length > 0)
        {
            var backup = _context.ResolvePath(_options.Backup);
            DatabaseCopy.Backup(database, backup, _settings.SyncFolder);
            LogBackup(_context.Logger, Location, backup);
        }
    }

    private async Task<T> RunAsync<T>(Func<Database, T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _host ??= DatabaseHost.Acquire(_paths.Data, _settings, _options.Maintenance, _context.Time);
        return await _host.RunAsync(
            database =>
            {
                if (!_prepared)
                {
                    HomeSetup.Ensure(database, _rules);
                    _prepared = true;
                }

                return work(database);
            },
            cancellationToken);
    }

    private FaultException NotWritten(CommitUnknownException exception) => Faults.NotWritten(Location, exception);
}
