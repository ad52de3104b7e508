using JobPilot.Engine.Commits;
using JobPilot.Engine.Contracts;
using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Debts;
using JobPilot.Engine.Memory;
using JobPilot.Engine.Recovery;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Undo;

namespace JobPilot.Engine;

/// <summary>
/// Takes one run back: rows, memory, positions and marks in one commit of the home, then outputs are cut back to their marks and the run's dead letters are taken
/// out. Killed in between, it is done when it is called again. Whoever calls it holds the pipeline's lock. Used by one caller at a time.
/// </summary>
public sealed class PipelineUndo : IDisposable
{
    private readonly PipelinePlan _plan;
    private readonly EngineServices _services;
    private readonly string _runId;
    private readonly IReadOnlySet<string> _leave;
    private readonly RunEnvironment _environment;
    private readonly Home _home;

    /// <summary>Prepares it; opens nothing.</summary>
    /// <param name="plan">A plan whose sinks are made, for the run that is taken back, so that paths which depend on the run are its own.</param>
    /// <param name="services">What it needs.</param>
    /// <param name="runId">The run.</param>
    /// <param name="leave">Sinks beside the home that are left as they are.</param>
    public PipelineUndo(PipelinePlan plan, EngineServices services, string runId, IReadOnlySet<string> leave)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(services);
        (_plan, _services, _runId, _leave) = (plan, services, runId, leave);
        _environment = new RunEnvironment(plan, services);
        var sink = plan.HomeSink;
        _home = new Home(sink?.Sink as ICommitStore ?? services.StateStore, sink?.Id ?? "state", plan.Run.Pipeline, _environment);
    }

    /// <summary>Says what taking the run back would do, and whether it can be. Changes nothing.</summary>
    /// <param name="cancellationToken">Cancels the look.</param>
    /// <exception cref="FaultException">The home cannot be read, its plugin cannot take runs back, or nothing is kept of the run.</exception>
    public async ValueTask<UndoResult> ExamineAsync(CancellationToken cancellationToken)
    {
        var (log, now) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (log.TakenBack is not null)
        {
            return new UndoResult { RunId = _runId, TakenBackBefore = true };
        }

        if (!log.IsWhole)
        {
            throw UndoFaults.NotKept(_runId, _environment.Settings);
        }

        var rows = await Store.ReadUndoRowsAsync(_home.Owner, _runId, cancellationToken).ConfigureAwait(false);
        var (keys, memory) = await new MemoryComparison(MemoryOfAsync, ReadChanges).CompareAsync(log.Entries, log.LaterRuns, cancellationToken).ConfigureAwait(false);
        var outputs = new OutputCheck(_plan, log, _leave);
        var undoneOutputs = outputs.Check();
        var splits = Splits(log, now);
        var letters = ReadLetters(now);
        return new UndoResult
        {
            RunId = _runId,
            Rows = rows,
            MemoryKeys = keys,
            DeadLetters = letters?.Entries.Count(IsOfRun) ?? 0,
            Splits = splits,
            Outputs = undoneOutputs,
            Refusals = [.. Unknown(log), .. BuiltOn(log, rows, memory), .. OpenPasses(log, now), .. Letters(log), .. outputs.Refusals],
            Warnings = [.. splits.Where(split => split.Left).Select(split => UndoFaults.ChangedByHand(split.Id)), .. ReadOn(log, splits)],
        };
    }

    /// <summary>Takes the run back, or does what is left of that. <see cref="ExamineAsync"/> found nothing against it.</summary>
    /// <param name="examined">What was found, by this object.</param>
    /// <param name="cancellationToken">Cancels it; call it again then.</param>
    /// <returns>Outputs that could not be cut back; all else is done. Call it again then.</returns>
    /// <exception cref="FaultException">It cannot be written, or another host has taken over; call it again then.</exception>
    public async ValueTask<IReadOnlyList<Diagnostic>> TakeBackAsync(UndoResult examined, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(examined);
        if (examined.Refusals.Count > 0)
        {
            throw new ArgumentException("The run was found to be one that cannot be taken back.", nameof(examined));
        }

        try
        {
            if (_plan.HomeSink is { } sink)
            {
                await _home.OpenAsync(sink.Sink, cancellationToken).ConfigureAwait(false);
            }

            if (!examined.TakenBackBefore)
            {
                await CommitAsync(examined, cancellationToken).ConfigureAwait(false);
            }

            var uncut = await CutOutputsAsync(cancellationToken).ConfigureAwait(false);
            Failpoints.Hit(Failpoints.UndoCutAfter);
            await TakeLettersOutAsync(cancellationToken).ConfigureAwait(false);
            Failpoints.Hit(Failpoints.UndoLettersAfter);
            await _home.ClaimAsync([], cancellationToken).ConfigureAwait(false);
            await new MemoryKeeper(_home, _services.Memory).CatchUpAsync([], _environment, cancellationToken).ConfigureAwait(false);
            return uncut;
        }
        catch (ComponentFaultException exception)
        {
            throw exception.Fault;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _home.Dispose();

    private IUndoStore Store => _home.Store as IUndoStore ?? throw UndoFaults.Unsupported(_home.Component);

    private async ValueTask<(RunLog Log, Claim Now)> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = await Store.ReadUndoAsync(_home.Owner, cancellationToken).ConfigureAwait(false);
        var now = await _home.Store.PeekAsync(_home.Owner, cancellationToken).ConfigureAwait(false);
        return (new RunLog(entries, _runId, now), now);
    }

    /// <summary>Invariants 2 and 6: all of it in one transaction, under new epochs.</summary>
    private async ValueTask CommitAsync(UndoResult examined, CancellationToken cancellationToken)
    {
        var (log, now) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var moved = examined.Splits.Where(split => !split.Left).ToList();
        var claim = await _home.ClaimAsync([.. moved.Select(split => split.Id)], cancellationToken).ConfigureAwait(false);
        var commit = new Commit(_home.Owner, claim.LastCommit + 1, [.. moved.Select(split => new SplitCommit(split.Id, claim.Epochs[split.Id], split.State))])
        {
            Marks = examined.Outputs.Where(output => output.Mark is not null).SelectMany(output => SinkPlace.Marks(output.Sink, output.Mark!, output.Location)).Concat(Shapes(log))
                .ToDictionary(StringComparer.Ordinal),
            Debts = SinkDebts.ForgottenOf(claim, _runId),
            Memory = _home.SharesMemory ? await InverseAsync(log, cancellationToken).ConfigureAwait(false) : [],
            Journal = _home.SharesMemory ? default : MemoryJournal.Empty,
            RunId = now.LastRunId == _runId ? log.RunBefore : now.LastRunId,
            Undo = new CommitUndo("") { At = _services.Time.GetUtcNow(), Note = UndoneNote.Of(log, _leave).Write() },
            Undoes = _runId,
        };
        Failpoints.Hit(Failpoints.UndoBefore);
        var result = await _home.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        Failpoints.Hit(Failpoints.UndoAfter);
        if (result.Status != CommitStatus.Committed)
        {
            throw new FaultException(FaultKind.Fatal, $"'{_home.Component}' refused to take the run back: {result.Reason ?? result.Status.ToString()}.")
            {
                Code = "engine.change_refused",
                Fix = "Make sure that no other host runs this pipeline, and try again.",
            };
        }
    }

    /// <summary>
    /// Each position that the run moved, under the name that it has now: a renamed collector would else go on behind rows that are gone. A name that was reset and then given to another of these
    /// positions is that one's.
    /// </summary>
    private static List<UndoneSplit> Splits(RunLog log, Claim now)
    {
        var splits = log.Splits.Select(split => log.TrailOf(split.Key) is { IsChangedByHand: false } trail
            ? new UndoneSplit(trail.Name, split.Value, left: false)
            : new UndoneSplit(log.TrailOf(split.Key).Name, now.Splits.GetValueOrDefault(log.TrailOf(split.Key).Name), left: true)).ToList();
        var moved = splits.Where(split => !split.Left).Select(split => split.Id).ToHashSet(StringComparer.Ordinal);
        return splits.FindAll(split => !split.Left || !moved.Contains(split.Id));
    }

    /// <summary>What the run learnt of its sources is forgotten, unless a later commit has built on it.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Shapes(RunLog log) =>
        from mark in log.Marks
        where mark.Key.StartsWith(ShapeWatch.MarkPrefix, StringComparison.Ordinal)
        let now = log.ShapeNow(mark.Key)
        where now is not null
        select KeyValuePair.Create(now, mark.Value ?? "");

    /// <summary>
    /// Invariant 5: what lies behind the marks that the commit set goes. Where a kill keeps this from being done, the next run's opening does it, or this when it is called again;
    /// a sink that a later commit marked is not touched.
    /// </summary>
    private async ValueTask<IReadOnlyList<Diagnostic>> CutOutputsAsync(CancellationToken cancellationToken)
    {
        var entries = await Store.ReadUndoAsync(_home.Owner, cancellationToken).ConfigureAwait(false);
        var now = await _home.Store.PeekAsync(_home.Owner, cancellationToken).ConfigureAwait(false);
        var uncut = new List<Diagnostic>();
        if (entries.LastOrDefault(entry => entry.Undoes == _runId) is not { } taken)
        {
            return uncut;
        }

        foreach (var sink in _plan.Sinks.Where(sink => taken.Marks.ContainsKey(sink.Id) && !entries.Any(entry => entry.Number > taken.Number && entry.Marks.ContainsKey(sink.Id))))
        {
            if (SinkPlace.Other(now.Marks, sink.Id, sink.Sink.Location) is { } place)
            {
                uncut.Add(UndoFaults.MovedSince(sink.Id, place, sink.Sink.Location));
                continue;
            }

            try
            {
                await CutAsync(sink, now.Marks.GetValueOrDefault(sink.Id), cancellationToken).ConfigureAwait(false);
            }
            catch (ComponentFaultException exception)
            {
                uncut.Add(new Diagnostic(exception.Fault.Code, $"{sink.Id}: {exception.Fault.Message} All else is taken back.") { Pointer = sink.Id, Fix = exception.Fault.Fix });
            }
        }

        return uncut;
    }

    private ValueTask<string?> CutAsync(SinkPlan plan, string? mark, CancellationToken cancellationToken) => Retrying.RunAsync(
        plan.Id,
        _environment,
        _environment.Settings.WriteTimeout,
        async token =>
        {
            await plan.Sink.OpenAsync(new SinkOpen(newRun: false) { Mark = mark }, token).ConfigureAwait(false);
            return await plan.Sink.FlushAsync(token).ConfigureAwait(false);
        },
        cancellationToken,
        plan.OnError);

    private async ValueTask TakeLettersOutAsync(CancellationToken cancellationToken)
    {
        var now = await _home.Store.PeekAsync(_home.Owner, cancellationToken).ConfigureAwait(false);
        if (ReadLetters(now) is not { } letters || !letters.Entries.Any(IsOfRun))
        {
            return;
        }

        await ((DeadLetterFile)_services.DeadLetters).DisposeAsync().ConfigureAwait(false);
        var mark = letters.Rewrite(letters.Entries.Where(IsOfRun).Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal), unreadableToo: false);
        using var home = new PipelineHome(_plan, _services);
        await home.ChangeAsync(
            new Dictionary<string, SplitState?>(), PipelineHome.MarksOfDeadLetters(mark, _services.DeadLetters.Location), cancellationToken).ConfigureAwait(false);
    }

    private DeadLetterArchive? ReadLetters(Claim now) => _services.DeadLetters is DeadLetterFile file
        ? DeadLetterArchive.Open(file.Location, PipelineHome.DeadLettersMark(now.Marks, file.Location), new DeadLetterOwner(_plan.Run.Pipeline, now.HomeId))
        : null;

    private bool IsOfRun(DeadLetterEntry entry) => entry.RunId == _runId;

    private ValueTask<UndoMemory> MemoryOfAsync(UndoEntry entry, CancellationToken cancellationToken) => Store.ReadUndoMemoryAsync(_home.Owner, entry.Number, cancellationToken);

    private IReadOnlyList<MemoryChange> ReadChanges(UndoMemory memory)
    {
        try
        {
            return memory.Changes.IsEmpty ? [] : MemoryJournal.Read(memory.Changes);
        }
        catch (InvalidDataException exception)
        {
            throw UndoFaults.Damaged(_runId, exception);
        }
    }

    /// <summary>For a home that holds the memory itself: the value that each key had before the run.</summary>
    private async ValueTask<IReadOnlyList<MemoryChange>> InverseAsync(RunLog log, CancellationToken cancellationToken)
    {
        var before = new Dictionary<MemoryKey, string?>();
        foreach (var entry in log.Entries)
        {
            foreach (var change in ReadChanges(await MemoryOfAsync(entry, cancellationToken).ConfigureAwait(false)))
            {
                before.TryAdd(change.Key, change.Value);
            }
        }

        return [.. before.Select(change => new MemoryChange(change.Key, change.Value))];
    }

    private IEnumerable<Diagnostic> Unknown(RunLog log) => log.FirstUnknown is { } number ? [UndoFaults.Unknown(_runId, number)] : [];

    /// <summary>The newest first: that is the order in which they are to be taken back.</summary>
    private static IEnumerable<Diagnostic> BuiltOn(RunLog log, UndoRows rows, IReadOnlyDictionary<string, long> memory)
    {
        foreach (var overlap in rows.Overlaps.Where(overlap => overlap.Owner is not null).Reverse())
        {
            yield return UndoFaults.BuiltOnElsewhere(overlap.RunId, overlap.Owner!, Met(overlap));
        }

        foreach (var run in log.LaterRuns.Reverse())
        {
            var how = new List<string>();
            if (rows.Overlaps.FirstOrDefault(overlap => overlap.Owner is null && overlap.RunId == run.Key) is { } overlap)
            {
                how.Add(Met(overlap));
            }

            if (memory.GetValueOrDefault(run.Key) is > 0 and var keys)
            {
                how.Add($"it used {keys} of the keys that processors remember of it");
            }

            if (Resumed(log, run) is { } split)
            {
                how.Add($"it went on with its open pass of '{split}'");
            }

            if (how.Count > 0)
            {
                yield return UndoFaults.BuiltOn(run.Key, how);
            }
        }
    }

    private static string Met(UndoOverlap overlap) =>
        $"it met {overlap.Rows} of its rows ({string.Join(", ", overlap.Keys.Select(key => $"'{key}'"))}{(overlap.Rows > overlap.Keys.Count ? ", ..." : "")})";

    private static string? Resumed(RunLog log, IGrouping<string, UndoEntry> later) => (
        from split in log.Splits.Keys
        let trail = log.TrailOf(split)
        where trail.FirstOf(later.Key) is var (first, name) && trail.Next == first && first.Splits[name] is { Done: false } open && log.StateAfter(first, name)?.Pass == open.Pass
        select trail.Name).FirstOrDefault();

    private static IEnumerable<Diagnostic> OpenPasses(RunLog log, Claim now) =>
        from run in log.LaterRuns.Reverse()
        let split = log.Splits.Keys.Select(log.TrailOf).FirstOrDefault(trail => trail.IsOf(run.Key) && now.Splits.GetValueOrDefault(trail.Name) is { Done: false, Suspended: false })?.Name
        where split is not null
        select UndoFaults.OpenPass(run.Key, split);

    private static IEnumerable<Diagnostic> ReadOn(RunLog log, IEnumerable<UndoneSplit> splits) =>
        from split in splits
        where !split.Left
        let later = log.LaterRuns.FirstOrDefault(run => log.Splits.Keys.Select(log.TrailOf).Any(trail => trail.Name == split.Id && !trail.IsChangedByHand && trail.IsOf(run.Key)))
        where later is not null
        select UndoFaults.ReadOn(later.Key, split.Id);

    private IEnumerable<Diagnostic> Letters(RunLog log)
    {
        if (Reads(log.Entries, RunEnvironment.DeadLettersPrefix))
        {
            yield return UndoFaults.ReplayedLetters(_runId);
        }

        if (Reads(log.Entries, RunEnvironment.DebtsPrefix))
        {
            yield return UndoFaults.Payment(_runId);
        }

        if (log.LaterRuns.FirstOrDefault(run => Reads(run, RunEnvironment.DebtsPrefix)) is { } payment)
        {
            yield return UndoFaults.Paid(payment.Key);
        }

        var opened = log.Note.Outputs.GetValueOrDefault(PipelineRunner.DeadLettersId)?.Mark;
        var wrote = opened is not null && log.MarkAfter(log.Entries[^1], PipelineRunner.DeadLettersId) != opened;
        if (wrote && log.LaterRuns.FirstOrDefault(run => Reads(run, RunEnvironment.DeadLettersPrefix)) is { } later)
        {
            yield return UndoFaults.LettersReplayed(later.Key);
        }
    }

    private static bool Reads(IEnumerable<UndoEntry> run, string prefix) => run.Any(entry => entry.Splits.Keys.Any(split => split.StartsWith(prefix, StringComparison.Ordinal)));
}
