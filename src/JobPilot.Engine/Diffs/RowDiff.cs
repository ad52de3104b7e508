using System.Text.Json.Nodes;
using JobPilot.Engine.Preview;

namespace JobPilot.Engine.Diffs;

/// <summary>
/// Compares what replays would write with the rows that the home has. The plans run whole, with the memory that there is, but nothing is written: neither rows nor
/// positions, memory or dead letters, and no sink but the home is looked at. When a row was retrieved, and names that begin with _, do not count as content.
/// </summary>
public sealed class RowDiff
{
    private const int PageSize = 1000;
    private static readonly FieldPath RetrievedAt = FieldPath.Parse("source.retrieved_at");
    private readonly DiffHome _home = new();
    private readonly HashSet<DateTimeOffset> _moments = [];
    private readonly List<Diagnostic> _warnings = [];

    /// <summary>What the plans met and survived.</summary>
    public IReadOnlyList<Diagnostic> Warnings => _warnings;

    /// <summary>Runs one plan, as <see cref="Http.Landing.LandingReplay"/> makes it.</summary>
    /// <param name="plan">A replay of a landed run.</param>
    /// <param name="services">What a run needs; only read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why the comparison cannot be made; null where all went well.</returns>
    public async Task<Diagnostic?> AddAsync(PipelinePlan plan, EngineServices services, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(services);
        if (plan.HomeSink is not { Sink: IRowReader and ICommitStore store } home)
        {
            return new Diagnostic("replay.no_rows", "No sink of this pipeline can show the rows that it has, so there is nothing to compare with.")
            {
                Fix = "A comparison needs a sink like litedb; leave --diff out to replay.",
            };
        }

        var claim = await store.PeekAsync(plan.Run.Pipeline, cancellationToken).ConfigureAwait(false);
        if (store is not ISharedMemory && claim.HomeId.Length > 0 && plan.Processors.Any(processor => processor.Processor is IStatefulProcessor { Remembers: true })
            && await services.Memory.AppliedAsync(plan.Run.Pipeline, claim.HomeId, cancellationToken).ConfigureAwait(false) != claim.LastCommit)
        {
            return new Diagnostic("replay.memory_behind", "What the processors remember is behind the rows; the last run may have been killed.")
            {
                Fix = "Run the pipeline, or `jobpilot-host state rebuild PIPELINE`, and compare then.",
            };
        }

        _home.Begin(home.Sink, claim, services.Memory);
        _moments.UnionWith(plan.Landed?.Moments.Select(Coarse) ?? []);
        using var runner = new PipelineRunner(
            plan with { Sinks = [new SinkPlan { Id = home.Id, Type = home.Type, Sink = _home, When = home.When }] },
            services with { DeadLetters = new DiscardedLetters() });
        var result = await runner.RunAsync(cancellationToken, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        _warnings.AddRange(result.Warnings);
        return result.Failure;
    }

    /// <summary>Compares with the rows of the home.</summary>
    /// <param name="plan">The plan that was added last: its home is read.</param>
    /// <param name="most">Changed rows to describe at most; all are counted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FaultException">The rows cannot be read.</exception>
    public async Task<RowDiffResult> CompareAsync(PipelinePlan plan, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var tally = new RowTally(most);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var sink = plan.HomeSink!.Sink;
        var there = (await ((ICommitStore)sink).PeekAsync(plan.Run.Pipeline, cancellationToken).ConfigureAwait(false)).HomeId.Length > 0;
        string? after = null;
        while (there && await ((IRowReader)sink).ReadRowsAsync(after, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                Compare(row, tally, seen);
            }

            after = page[^1].Key;
        }

        foreach (var (key, row) in _home.Rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            if (!seen.Contains(key) && row.Operation == RecordOperation.Upsert)
            {
                tally.Add(key, "new", []);
            }
        }

        return tally.Result();
    }

    private static DateTimeOffset Coarse(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds());

    private static JsonObject Content(JsonObject row)
    {
        foreach (var name in row.Select(field => field.Key).Where(name => name.StartsWith('_')).ToList())
        {
            row.Remove(name);
        }

        (row["source"] as JsonObject)?.Remove("retrieved_at");
        return row;
    }

    private void Compare(Record row, RowTally tally, HashSet<string> seen)
    {
        var key = row.Key!;
        if (!_home.Rows.TryGetValue(key, out var produced))
        {
            if (DateTimeOffset.TryParse(row.GetString(RetrievedAt), out var moment) && _moments.Contains(Coarse(moment)))
            {
                tally.Add(key, "vanished", []);
            }

            return;
        }

        seen.Add(key);
        if (produced.Operation == RecordOperation.Delete)
        {
            tally.Add(key, "vanished", []);
            return;
        }

        var before = row.Clone().Json;
        var now = produced.Operation == RecordOperation.Patch ? DiffRow.Merge((JsonObject)before.DeepClone(), produced.ToJson()) : produced.ToJson();
        var fields = FieldChanges.Between(Content(before), Content(now));
        tally.Add(key, fields.Count > 0 ? "changed" : "unchanged", fields);
    }
}
