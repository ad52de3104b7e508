namespace JobPilot.Engine.Http.Landing;

/// <summary>
/// Runs a plan again on the answers that a run landed: collectors ask as they asked then and are answered from the landing, and nobody is called. It is a
/// run of its own whose splits leave no position. A collector that called no source in that run is left out: what it would read today is not what it read then.
/// </summary>
/// <param name="run">The landed run.</param>
public sealed class LandingReplay(LandedRun run)
{
    /// <summary>Puts the landed run in the place of a plan's sources. The client factory of its components answers from the same run.</summary>
    /// <param name="plan">Made for a run that began when the landed run began.</param>
    /// <returns>The plan, and the ids of the collectors that are left out.</returns>
    public (PipelinePlan Plan, IReadOnlyList<string> LeftOut) Over(PipelinePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var collectors = plan.Collectors.Where(Called).Select(collector => collector with
        {
            When = null, // That it ran is known.
            Replays = true,
            Fallback = collector.Fallback is { } fallback && run.Called(fallback.Id) ? fallback with { Replays = true, GivenUp = true } : null, // Left where the source was back.
            GivenUp = collector.Fallback is { } other && run.Splits(other.Id).Any(),
        });
        return (
            plan with { Collectors = [.. collectors], Landed = run, Landing = null },
            [.. plan.Collectors.Where(collector => !Called(collector)).Select(collector => collector.Id)]);
    }

    private bool Called(CollectorPlan collector) => run.Called(collector.Id) || (collector.Fallback is { } fallback && run.Called(fallback.Id));
}
