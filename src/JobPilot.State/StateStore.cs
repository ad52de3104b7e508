using JobPilot.Hosting;

namespace JobPilot.State;

/// <summary>
/// The embedded state store: one SQLite file in a folder. It is the home of pipelines whose sinks cannot be, the memory's view of the others, and
/// keeps budgets, answers and the list of runs. Safe on every thread and beside other processes; <see cref="PipelineLock"/> keeps two hosts
/// off one pipeline. Whatever returns is durable. Faults carry a code of <see cref="ErrorCodes"/>, the file and the mend; nothing that is
/// there is ever overwritten.
/// </summary>
/// <remarks>
/// As a home it keeps the memory's journal, and the view beside it like any other home's: the journal is written in order, while the view's keys lie
/// everywhere and are applied many commits at a time. <see cref="CommitStatus.Conflict"/> never comes: the lock leaves each owner's keys to
/// one process, and epochs fence a process that ran on after it lost the lock.
/// </remarks>
public sealed partial class StateStore : ICommitStore, IUndoStore, IMemoryView, IBudgetStore, IResponseCache, IRunHistory, IAsyncDisposable
{
    /// <summary>Name of the file in the folder.</summary>
    public const string FileName = "state.db";

    private const long DefaultCachedBytes = 256L * 1024 * 1024;

    private readonly StateDatabase _database;
    private readonly MemoryScopes _scopes = new();
    private readonly TimeProvider _time;

    private StateStore(string folder, TimeProvider time, bool readOnly, long maxCachedBytes)
    {
        MaxCachedBytes = maxCachedBytes;
        Location = Path.Combine(Path.GetFullPath(folder), FileName);
        _time = time;
        _database = new StateDatabase(Location, readOnly) { RolledBack = ForgetCached };
    }

    /// <summary>Absolute path of the file.</summary>
    public string Location { get; }

    /// <summary>Most bytes of answers that the response cache keeps, compressed; the ones that expire first go first.</summary>
    public long MaxCachedBytes { get; }

    /// <summary>
    /// Loads the database library on another thread while the caller does something else. Optional; once a process is enough, more do no harm. Touches no file,
    /// returns at once and never throws: what is wrong with the library shows where a store is used.
    /// </summary>
    /// <returns>Ends when it is loaded; faulted where it cannot be.</returns>
    public static Task Prepare() => Task.Run(StateConnection.Rehearse);

    /// <summary>Opens a store. Nothing is touched before the first use, which makes the folder and the file where they are missing.</summary>
    /// <param name="folder">The folder; relative to the working directory.</param>
    /// <param name="time">Clock for what has no time of its own.</param>
    /// <param name="maxCachedBytes">Most bytes of answers that the response cache keeps, compressed; 256 MB by default.</param>
    public static StateStore Open(string folder, TimeProvider time, long maxCachedBytes = DefaultCachedBytes) =>
        new(folder, time, readOnly: false, maxCachedBytes);

    /// <summary>
    /// Opens a store for looking only: nothing is made. Without a file all reads find nothing; every write is a fault.
    /// </summary>
    /// <param name="folder">The folder; relative to the working directory.</param>
    /// <param name="time">Clock for what has no time of its own.</param>
    public static StateStore OpenReadOnly(string folder, TimeProvider time) => new(folder, time, readOnly: true, DefaultCachedBytes);

    /// <summary>
    /// Looks for damage, for <c>doctor</c>: that the file can be opened and, page by page, that it is whole. Reads the whole file.
    /// </summary>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    /// <returns>Findings, each with its mend; none where all is well or there is no file.</returns>
    public async ValueTask<IReadOnlyList<Diagnostic>> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await _database.ReadAsync(
                connection => connection.Sqlite.Query("PRAGMA quick_check(1)", row => row.GetString(0)), [], cancellationToken);
            return found is [] or ["ok"] ? [] : [ToDiagnostic(StateFaults.Corrupt(Location, found[0].ReplaceLineEndings(" ")))];
        }
        catch (FaultException fault)
        {
            return [ToDiagnostic(fault)];
        }
    }

    /// <summary>Closes the file. Disposing twice does no harm.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static Diagnostic ToDiagnostic(FaultException fault) => new(fault.Code, fault.Message) { Fix = fault.Fix };

    private void ForgetCached()
    {
        _scopes.Clear();
        _cachedBytes = null;
    }
}
