using JobPilot.Engine.Commits;
using JobPilot.Engine.Recovery;
using JobPilot.Hosting;

namespace JobPilot.Engine.Memory;

/// <summary>
/// Keeps the memory's view behind the home: catches up from the journal at the start, builds it anew from rows where it must, and applies
/// commits beside the writer's thread, many at a time: the keys of a commit lie everywhere in the view, and applied one by one each would cost the writing of
/// a page. Until then they are in memory here, and in the home's journal. Where the home holds the memory itself there is nothing to keep.
/// </summary>
internal sealed class MemoryKeeper
{
    /// <summary>
    /// Changes that wait for the view at least and at most, unless they take more bytes: the more the view has of the run already, the more of it each application touches.
    /// </summary>
    private const int LeastWaiting = 32 * 1024;
    private const int MostWaiting = 80 * 1024;
    private const long MostWaitingBytes = 10 * 1024 * 1024;

    /// <summary>Blobs of the journal that are read at once, before it is known how large they are, and at most.</summary>
    private const int FirstBlobs = 2;
    private const int MostBlobs = 64;

    /// <summary>Bytes of blobs that are read at once, about; a change in memory takes some five times as much.</summary>
    private const long BlobBytes = 2 * 1024 * 1024;
    private static readonly FieldPath DemoFlag = FieldPath.Parse("source.demo");
    private readonly Home _home;
    private readonly IMemoryView _view;
    private Task _applying = Task.CompletedTask;
    private long _applied;
    private long _handedOver;
    private bool _remembers;
    private bool _isRebuilt;

    public MemoryKeeper(Home home, IMemoryView view)
    {
        _home = home;
        _view = view;
        Memory = new EngineMemory(ReadAsync);
    }

    public EngineMemory Memory { get; }

    /// <summary>Blobs up to here may go: the view has them.</summary>
    public long Applied => Interlocked.Read(ref _applied);

    /// <summary>
    /// Whether the view follows each commit by its journal. So it does in a run whose remembering processors are switched off but that remembered before: a gap
    /// would make the memory useless for the next run.
    /// </summary>
    public bool Follows { get; private set; }

    /// <summary>Brings the view to the home's last commit, or says why it cannot.</summary>
    /// <exception cref="ComponentFaultException">The view does not belong to this state of the home and cannot be built anew.</exception>
    public async ValueTask CatchUpAsync(IReadOnlyList<ProcessorPlan> remembering, RunEnvironment environment, CancellationToken cancellationToken)
    {
        _remembers = remembering.Count > 0;
        if (_home.SharesMemory || (!_remembers && _home.LastCommit == 0))
        {
            return;
        }

        var applied = await _view.AppliedAsync(_home.Owner, _home.HomeId, cancellationToken).ConfigureAwait(false);
        var (claim, fits) = await ReadJournalAsync(applied, FirstBlobs, cancellationToken).ConfigureAwait(false);
        if (!_remembers && (applied == 0 || !fits))
        {
            return;
        }

        Follows = true;
        while (fits && claim.Journal.Count > 0)
        {
            var last = claim.Journal[^1].Number;
            var changes = claim.Journal.SelectMany(entry => MemoryJournal.Read(entry.Blob)).ToList();
            await _view.ApplyAsync(_home.Owner, _home.HomeId, applied + 1, last, changes, cancellationToken).ConfigureAwait(false);
            applied = last;
            (claim, fits) = await ReadJournalAsync(applied, BlobsLike(claim.Journal), cancellationToken).ConfigureAwait(false);
        }

        if (!fits)
        {
            await RebuildAsync(remembering, environment, applied, claim.LastCommit, cancellationToken).ConfigureAwait(false);
            _isRebuilt = true;
        }
        else
        {
            await TellOthersAsync(remembering, environment, cancellationToken).ConfigureAwait(false);
        }

        Interlocked.Exchange(ref _applied, claim.LastCommit);
    }

    /// <summary>
    /// Other options, files that they name, or another version begin a memory of their own. What was remembered before is not compared with: that is said in the run that begins it and, where
    /// it can be made anew from rows, in each run until it is.
    /// </summary>
    private async ValueTask TellOthersAsync(IReadOnlyList<ProcessorPlan> remembering, RunEnvironment environment, CancellationToken cancellationToken)
    {
        var scopes = await _view.ScopesAsync(_home.Owner, _home.HomeId, cancellationToken).ConfigureAwait(false);
        foreach (var plan in remembering)
        {
            var processor = (IStatefulProcessor)plan.Processor;
            string[] own = [MemoryScopes.Of(plan, processor, demo: false), MemoryScopes.Of(plan, processor, demo: true)];
            var isRestorable = processor is IRestorableProcessor && _home.Store is IRowReader;
            if (scopes.Any(scope => scope.StartsWith($"{plan.Id}/", StringComparison.Ordinal) && !own.Contains(scope)) && (isRestorable || !own.Any(scopes.Contains)))
            {
                environment.Warn(new Diagnostic("engine.memory_of_other_options", $"{plan.Id}: what it remembered under other options, other rule files or as another version no longer counts: rows that were written then are not known to it.")
                {
                    Severity = DiagnosticSeverity.Warning,
                    Pointer = plan.Id,
                    Fix = isRestorable
                        ? $"Run `jobpilot-host state rebuild PIPELINE`, which makes it anew from the rows of '{_home.Component}'."
                        : "It begins with an empty memory, since it cannot be made anew from rows; put the options back to go on with the one before.",
                });
            }
        }
    }

    /// <summary>
    /// Invariant 7: some blobs at a time, for a run that was taken back leaves as many as it had commits, and without rows in the home a commit may be large. Says, too,
    /// whether none is missing.
    /// </summary>
    private async ValueTask<(Claim Claim, bool Fits)> ReadJournalAsync(long applied, int most, CancellationToken cancellationToken)
    {
        var claim = await _home.ClaimAsync([], cancellationToken, applied, most).ConfigureAwait(false);
        var missing = claim.LastCommit - applied;
        return (claim, missing >= 0 && (claim.Journal.Count == missing || (claim.Journal.Count == most && claim.Journal[^1].Number == applied + most)));
    }

    /// <summary>How many blobs to read next, if they are as large as these.</summary>
    private static int BlobsLike(IReadOnlyList<JournalEntry> blobs) =>
        (int)Math.Clamp(BlobBytes * blobs.Count / Math.Max(1, blobs.Sum(entry => (long)entry.Blob.Length)), 1, MostBlobs);

    /// <summary>
    /// The splits are claimed, so nobody else can commit: where nothing ever was, nothing need be read but what this run writes.
    /// </summary>
    public void Begin()
    {
        if (_remembers && !_isRebuilt && _home.LastCommit == 0)
        {
            Memory.BeginEmpty();
        }
    }

    /// <summary>The home has the commit: the memory holds, and the view follows.</summary>
    public async ValueTask CommittedAsync(long number, CancellationToken cancellationToken)
    {
        Memory.Commit(number);
        if (!Follows)
        {
            Memory.Forget(number);
        }
        else if (Memory.Waiting is var (count, bytes) && (bytes >= MostWaitingBytes || count >= Math.Clamp(_handedOver / 2, LeastWaiting, MostWaiting)))
        {
            await StartApplyingAsync(number, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Applies what is left. A kill before leaves it to the next start, which reads the journal.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await _applying.ConfigureAwait(false);
        if (Follows && _home.LastCommit > Applied)
        {
            await StartApplyingAsync(_home.LastCommit, cancellationToken).ConfigureAwait(false);
        }

        await _applying.ConfigureAwait(false);
        Failpoints.Hit(Failpoints.CompletedAfter);
    }

    private ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadAsync(IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken) =>
        _home.Store is ISharedMemory shared
            ? shared.ReadMemoryAsync(_home.Owner, keys, cancellationToken)
            : _view.ReadAsync(_home.Owner, _home.HomeId, keys, cancellationToken);

    /// <summary>One at a time: where the view falls behind, whoever commits waits for it, so that what is pending stays bounded.</summary>
    private async ValueTask StartApplyingAsync(long number, CancellationToken cancellationToken)
    {
        await _applying.ConfigureAwait(false);
        var (applied, changes) = (Applied, Memory.Pending());
        _handedOver += changes.Count;
        _applying = Task.Run(() => ApplyAsync(applied, changes, number, cancellationToken), CancellationToken.None);
    }

    private async Task ApplyAsync(long applied, IReadOnlyList<MemoryChange> changes, long number, CancellationToken cancellationToken)
    {
        try
        {
            Failpoints.Hit(Failpoints.ViewBefore);
            await _view.ApplyAsync(_home.Owner, _home.HomeId, applied + 1, number, changes, cancellationToken).ConfigureAwait(false);
            Failpoints.Hit(Failpoints.ViewAfter);
            Interlocked.Exchange(ref _applied, number);
            Memory.Forget(number);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next start catches up from the journal.
        }
    }

    /// <summary>
    /// Makes the view anew from the home's rows, whatever state it is in. Processors that cannot restore begin with an empty memory. Returns their ids.
    /// </summary>
    public async ValueTask<IReadOnlyList<string>> RebuildAsync(IReadOnlyList<ProcessorPlan> remembering, CancellationToken cancellationToken)
    {
        if (_home.SharesMemory)
        {
            return [];
        }

        var claim = await _home.ClaimAsync([], cancellationToken).ConfigureAwait(false);
        var rows = _home.Store as IRowReader;
        var restorable = rows is null ? [] : remembering.Where(plan => plan.Processor is IRestorableProcessor).ToList();
        await _view.ResetAsync(_home.Owner, _home.HomeId, cancellationToken).ConfigureAwait(false);
        if (restorable.Count > 0)
        {
            await RestoreAsync(rows!, restorable, cancellationToken).ConfigureAwait(false);
        }

        await _view.CompleteLoadAsync(_home.Owner, _home.HomeId, claim.LastCommit, cancellationToken).ConfigureAwait(false);
        return [.. remembering.Except(restorable).Select(plan => plan.Id)];
    }

    private async ValueTask RebuildAsync(
        IReadOnlyList<ProcessorPlan> remembering, RunEnvironment environment, long applied, long lastCommit, CancellationToken cancellationToken)
    {
        var cannot = remembering.FirstOrDefault(plan => plan.Processor is not IRestorableProcessor);
        if (cannot is not null || _home.Store is not IRowReader)
        {
            throw new ComponentFaultException(_home.Component, new FaultException(
                FaultKind.Fatal,
                $"What '{(cannot ?? remembering[0]).Id}' remembers does not belong to this state of '{_home.Component}': the memory stands at commit {applied}, the database at commit {lastCommit}, and it cannot be built anew from the rows.")
            {
                Code = "engine.memory_mismatch",
                Fix = "Restore the state folder that belongs to this database, or, where that is lost or the processor is new in this pipeline, run `jobpilot-host state rebuild PIPELINE` to begin with an empty memory for it.",
            });
        }

        await RebuildAsync(remembering, cancellationToken).ConfigureAwait(false);
        environment.Note(
            new FaultException(FaultKind.Transient, $"It was built anew from the rows of '{_home.Component}'.") { Code = "engine.memory_rebuilt" },
            _home.Component,
            "the memory was missing");
    }

    /// <summary>Reads all rows a page at a time and lets each processor remember what they stand for.</summary>
    private async ValueTask RestoreAsync(IRowReader rows, IReadOnlyList<ProcessorPlan> remembering, CancellationToken cancellationToken)
    {
        const int PageSize = 1000;
        var state = new RecordState(Memory);
        string? after = null;
        while (await rows.ReadRowsAsync(after, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var plan in remembering)
            {
                await RestoreAsync(plan, (IRestorableProcessor)plan.Processor, page, state, cancellationToken).ConfigureAwait(false);
            }

            await _view.LoadAsync(_home.Owner, _home.HomeId, Memory.Changes, cancellationToken).ConfigureAwait(false);
            Memory.Rewind();
            Memory.EndBatch();
            after = page[^1].Key;
        }
    }

    private async ValueTask RestoreAsync(
        ProcessorPlan plan, IRestorableProcessor processor, IReadOnlyList<Record> page, RecordState state, CancellationToken cancellationToken)
    {
        var keys = page.Select(row => RestoreKeys(plan, processor, row)).ToList();
        await Memory.FetchAsync([.. keys.SelectMany(one => one).Where(key => Memory.Find(key) is null).Distinct()], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < page.Count; i++)
        {
            state.Begin(plan.Id);
            foreach (var key in keys[i])
            {
                state.Declare(Memory.Find(key)!);
            }

            processor.Restore(page[i], state);
            state.Accept();
        }
    }

    private static HashedKey[] RestoreKeys(ProcessorPlan plan, IRestorableProcessor processor, Record row)
    {
        var scope = Scope(plan, processor, row);
        return [.. processor.RestoreKeys(row).Select(key => new HashedKey(new MemoryKey(scope, key)))];
    }

    /// <summary>A row says itself whether it is demo data: the listing's <c>source.demo</c>.</summary>
    private static string Scope(ProcessorPlan plan, IStatefulProcessor processor, Record row) =>
        MemoryScopes.Of(plan, processor, row.GetBoolean(DemoFlag) ?? false);
}
