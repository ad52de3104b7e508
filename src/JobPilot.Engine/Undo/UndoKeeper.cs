using JobPilot.Engine.Commits;
using JobPilot.Engine.Memory;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Undo;

/// <summary>
/// Gives each commit of a run what its home needs to take the run back, and says what of older runs may go. Used by the consumer's thread.
/// </summary>
internal sealed class UndoKeeper(Home home, EngineMemory memory, RunEnvironment environment)
{
    private readonly IUndoStore? _store = home.Store as IUndoStore;
    private readonly MemoryJournal _journal = new();
    private IReadOnlyList<SinkStage> _sinks = [];
    private bool _first = true;
    private bool _hasNews;

    /// <summary>What is kept of commits up to here may go.</summary>
    public long Trim { get; private set; }

    /// <summary>Called when the sinks are open, before the first commit.</summary>
    public async ValueTask BeginAsync(IReadOnlyList<SinkStage> sinks, CancellationToken cancellationToken)
    {
        if (_store is null)
        {
            return;
        }

        if (environment.Settings.UndoRuns == 0)
        {
            Trim = home.LastCommit;
            return;
        }

        memory.NotesReads = true;
        (_sinks, _hasNews) = (sinks, true);
        Trim = home.LastCommit == 0 ? 0 : UndoRetention.TrimUpTo(
            await _store.ReadUndoAsync(home.Owner, cancellationToken).ConfigureAwait(false), environment.Run.StartedAt, environment.Settings.UndoRuns, environment.Settings.UndoKeep);
    }

    /// <summary>What the next commit carries; null where nothing is kept.</summary>
    /// <param name="rememberedToo">Whether the changes of the memory that are under way are part of it.</param>
    public CommitUndo? Of(bool rememberedToo)
    {
        if (_store is null || environment.Settings.UndoRuns == 0)
        {
            return null;
        }

        var inverse = rememberedToo ? memory.Inverse : null;
        return new CommitUndo(environment.Run.Id)
        {
            At = environment.Run.StartedAt,
            First = _first,
            Note = _hasNews ? Note() : "",
            Memory = inverse is { Count: > 0 } ? _journal.Write(inverse) : default,
            Reads = rememberedToo && memory.Reads.Count > 0 ? MemoryReads.Write(memory.Reads) : default,
        };
    }

    /// <summary>A sink that was left out is back: the next commit notes where it stands.</summary>
    public void Returned() => _hasNews = true;

    /// <summary>The home has a commit.</summary>
    public void Committed() => (_first, _hasNews) = (false, false);

    private string Note() => new UndoNote(_sinks.ToDictionary(
        sink => sink.Plan.Id,
        sink => new UndoNote.Output(sink.Mark, sink.Plan.Sink.Location, sink is OptionalSinkStage { IsOut: true }),
        StringComparer.Ordinal)).Write();
}
