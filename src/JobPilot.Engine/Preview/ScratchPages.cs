using JobPilot.Engine.Commits;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Preview;

/// <summary>Reads the sources of a plan with a scratch home: no durable step, and no position moves.</summary>
internal sealed class ScratchPages(PipelinePlan plan, RunEnvironment environment)
{
    /// <summary>Gives each record as it comes, up to the plan's limit.</summary>
    /// <param name="take">Takes a record; false ends the reading.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Recovery.ComponentFaultException">A source cannot be read.</exception>
    public async Task ReadAsync(Func<Record, ValueTask<bool>> take, CancellationToken cancellationToken)
    {
        using var home = new Home(new ScratchHome(), "scratch", plan.Run.Pipeline, environment);
        using var arrived = new SemaphoreSlim(0);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task>();
        try
        {
            var pumps = await StartAsync(home, arrived, running, ending.Token).ConfigureAwait(false);
            var merger = new PageMerger(pumps.Select(pump => pump.Source), arrived, plan.Run.Limit);
            while (await merger.NextAsync(ending.Token).ConfigureAwait(false) is var (pumped, count))
            {
                foreach (var record in (pumped.Page?.Records ?? []).Take(count))
                {
                    if (!await take(record).ConfigureAwait(false))
                    {
                        return;
                    }
                }
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    private async ValueTask<List<CollectorPump>> StartAsync(Home home, SemaphoreSlim arrived, List<Task> running, CancellationToken cancellationToken)
    {
        var claims = new SplitClaims(home, new SplitLedger(environment), environment);
        claims.Begin(new Dictionary<string, SplitState>(), []);
        var pumps = plan.Collectors.Where(collector => collector.When?.Test(null, plan.Run) ?? true)
            .Select(collector => new CollectorPump(collector, claims, environment, arrived)).ToList();
        foreach (var pump in pumps)
        {
            var splits = await pump.PlanAsync(cancellationToken).ConfigureAwait(false);
            pump.Assign(await claims.ClaimAsync(pump.Source.Plan, splits, $"{pump.Source.Plan.Id}/", cancellationToken).ConfigureAwait(false));
        }

        running.AddRange(pumps.Select(pump => Task.Run(() => pump.RunAsync(cancellationToken), CancellationToken.None)));
        return pumps;
    }
}
