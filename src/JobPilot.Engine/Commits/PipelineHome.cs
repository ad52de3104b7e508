using JobPilot.Engine.Commits;
using JobPilot.Engine.Contracts;
using JobPilot.Engine.Memory;
using JobPilot.Engine.Recovery;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine;

/// <summary>
/// What a pipeline's home keeps beside rows, for an operator: positions and marks. Whoever changes something holds the pipeline's lock.
/// </summary>
public sealed class PipelineHome : IDisposable
{
    private readonly SinkPlan? _sink;
    private readonly Home _home;
    private readonly TimeProvider _time;

    /// <summary>Finds the home; opens nothing.</summary>
    /// <param name="plan">A plan whose sinks are made; the rest may be missing.</param>
    /// <param name="services">What it needs.</param>
    public PipelineHome(PipelinePlan plan, EngineServices services)
    {
        _sink = plan.HomeSink;
        _time = services.Time;
        _home = new Home(_sink?.Sink as ICommitStore ?? services.StateStore, _sink?.Id ?? "state", plan.Run.Pipeline, new RunEnvironment(plan, services));
    }

    /// <summary>Id of the sink that is the home, or "state" for the state store.</summary>
    public string Component => _home.Component;

    /// <summary>Where the sink's rows lie; null for the state store.</summary>
    public string? Location => _sink?.Sink.Location;

    /// <summary>Name of the mark that holds what is learnt of the shape of a collector's source; "" as its text forgets it.</summary>
    /// <param name="collector">Id of the collector.</param>
    public static string ShapeMark(string collector) => ShapeWatch.MarkPrefix + collector;

    /// <summary>What to tell the home where the file of the dead letters was written anew: its mark, and of which file that speaks.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="location">The file.</param>
    public static IReadOnlyDictionary<string, string> MarksOfDeadLetters(string mark, string location) => SinkPlace.Marks(PipelineRunner.DeadLettersId, mark, location).ToDictionary(StringComparer.Ordinal);

    /// <summary>The mark of the dead letters, where it speaks of the file that is meant; null where it speaks of another one.</summary>
    /// <param name="marks">What the home knows.</param>
    /// <param name="location">The file.</param>
    public static string? DeadLettersMark(IReadOnlyDictionary<string, string> marks, string location) => SinkPlace.MarkAt(marks, PipelineRunner.DeadLettersId, location);

    /// <summary>Whether a mark is a sink's, and neither the shape of a source nor the place of a mark.</summary>
    /// <param name="mark">Name of the mark.</param>
    public static bool IsOfSink(string mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return !mark.StartsWith(ShapeWatch.MarkPrefix, StringComparison.Ordinal) && !mark.StartsWith(SinkPlace.Prefix, StringComparison.Ordinal);
    }

    /// <summary>Reads what is known; makes and changes nothing.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public ValueTask<Claim> ReadAsync(CancellationToken cancellationToken) => _home.Store.PeekAsync(_home.Owner, cancellationToken);

    /// <summary>
    /// Changes positions and marks in one transaction. Epochs rise before, so that a host that still runs is fenced (Invariant 6).
    /// </summary>
    /// <param name="splits">New state of each split, qualified by its collector; null forgets it.</param>
    /// <param name="marks">New marks by sink.</param>
    /// <param name="cancellationToken">Cancels the change; it then happened wholly or not at all.</param>
    /// <param name="debts">Debts that change; null for none.</param>
    /// <exception cref="FaultException">It cannot be written, or another host has taken over.</exception>
    public async ValueTask ChangeAsync(
        IReadOnlyDictionary<string, SplitState?> splits, IReadOnlyDictionary<string, string> marks, CancellationToken cancellationToken, IReadOnlyList<Debt>? debts = null)
    {
        if (splits.Count == 0 && marks.Count == 0 && debts is null or { Count: 0 })
        {
            return;
        }

        try
        {
            if (_sink is not null)
            {
                await _home.OpenAsync(_sink.Sink, cancellationToken).ConfigureAwait(false);
            }

            var claim = await _home.ClaimAsync([.. splits.Keys], cancellationToken).ConfigureAwait(false);
            var result = await _home.CommitAsync(
                new Commit(_home.Owner, claim.LastCommit + 1, [.. splits.Select(split => new SplitCommit(split.Key, claim.Epochs[split.Key], split.Value))])
                {
                    Marks = marks,
                    Debts = debts ?? [],
                    RunId = claim.LastRunId,
                    Undo = _home.Store is IUndoStore ? new CommitUndo("") { At = _time.GetUtcNow() } : null,

                    // The view of the memory takes commits one by one: an empty one must not be missing.
                    Journal = _home.SharesMemory ? default : MemoryJournal.Empty,
                },
                cancellationToken).ConfigureAwait(false);
            if (result.Status != CommitStatus.Committed)
            {
                throw new FaultException(FaultKind.Fatal, $"'{Component}' refused the change: {result.Reason ?? result.Status.ToString()}.")
                {
                    Code = "engine.change_refused",
                    Fix = "Make sure that no other host runs this pipeline, and try again.",
                };
            }

            await CheckForgottenAsync(splits, cancellationToken).ConfigureAwait(false);
        }
        catch (ComponentFaultException exception)
        {
            throw exception.Fault;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _home.Dispose();

    /// <summary>A home of an older contract may not know that a split can be forgotten.</summary>
    private async ValueTask CheckForgottenAsync(IReadOnlyDictionary<string, SplitState?> splits, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (splits.FirstOrDefault(split => split.Value is null && known.Splits.ContainsKey(split.Key)) is { Key: { } kept })
        {
            throw new FaultException(FaultKind.Fatal, $"'{Component}' did not forget '{kept}'.")
            {
                Code = "engine.change_refused",
                Fix = "Install a newer version of this sink's plugin.",
            };
        }
    }
}
