using JobPilot.Engine.Commits;

namespace JobPilot.Engine;

/// <summary>What a run would read of one split that the home knows. Immutable.</summary>
public sealed class PlannedRead
{
    /// <summary>Id of the collector.</summary>
    public required string Collector { get; init; }

    /// <summary>The split, a back-fill's with its window.</summary>
    public required string Split { get; init; }

    /// <summary>Newest date of the last complete pass; null where there is none.</summary>
    public DateTimeOffset? Bookmark { get; init; }

    /// <summary>Where the run would begin; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Where it would end; null for no end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether an interrupted pass goes on.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Pages of earlier runs that are asked for first.</summary>
    public int Retry { get; init; }

    /// <summary>Lists what a run of a plan would read, as far as its home knows the splits: the sources are not asked.</summary>
    /// <param name="plan">A plan whose collectors are made.</param>
    /// <param name="known">What the home knows.</param>
    public static IReadOnlyList<PlannedRead> List(PipelinePlan plan, Claim known)
    {
        var reads = new List<PlannedRead>();
        var (now, within) = (plan.Run.StartedAt, plan.Settings.ResumeWithin);
        foreach (var collector in plan.Collectors)
        {
            foreach (var (id, state) in known.Splits.OrderBy(split => split.Key, StringComparer.Ordinal))
            {
                if (SplitClaims.IsOwn(collector, id) && PassStart.IsOf(plan.Window, id))
                {
                    var start = PassStart.Of(collector, state, plan.Window, now, now, within);
                    reads.Add(new PlannedRead
                    {
                        Collector = collector.Id,
                        Split = id[(collector.Id.Length + 1)..],
                        Bookmark = state.Bookmark?.HighWater,
                        Since = start.Since,
                        Until = start.Until,
                        GoesOn = PassStart.GoesOn(collector, state, plan.Window, now, within),
                        Retry = start.Retry.Count,
                    });
                }
            }
        }

        return reads;
    }
}
