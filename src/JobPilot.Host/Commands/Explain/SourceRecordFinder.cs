using JobPilot.Engine.Explain;
using JobPilot.Engine.Http.Landing;
using JobPilot.Host.Commands.Replays;

namespace JobPilot.Host.Commands.Explain;

/// <summary>Finds what the source sent for a listing: in the row, where <c>map_job</c> keeps it, else in the raw landing. No source is called.</summary>
internal static class SourceRecordFinder
{
    /// <summary>Listings keep the second in which they were retrieved.</summary>
    private static readonly TimeSpan Coarse = TimeSpan.FromSeconds(1);

    public static async Task<SourceRecord> FindAsync(OpenListings listings, FoundRow found, CancellationToken cancellationToken)
    {
        if (!found.IsMerged && RawRecord.Of(found.Row) is { } kept)
        {
            return new SourceRecord(kept, "row", null, null);
        }

        var definition = listings.Loaded.Definition!;
        var folder = StatePaths.Landing(definition, listings.Session.Request.Console.WorkingDirectory);
        var moment = found.IsMerged ? null : RawRecord.MomentOf(found.Row);
        var runs = LandingFolder.Runs(folder).Reverse().Select(run => LandingFolder.PathOf(folder, run));
        runs = moment is { } at ? runs.Where(path => LandedRun.StartOf(path) - Coarse <= at).Take(1) : runs;
        string? failure = null;
        foreach (var path in runs)
        {
            try
            {
                var landed = LandedRun.Open(path);
                if (await FindAsync(listings, landed, found.Key, cancellationToken).ConfigureAwait(false) is { } record)
                {
                    return new SourceRecord(record, "landing", landed.Run.Id, null);
                }
            }
            catch (FaultException fault)
            {
                failure ??= fault.Message;
            }
        }

        return new SourceRecord(null, null, null, failure is not null
            ? $"what was landed cannot be used: {failure}"
            : "the row does not hold it (map_job's keep_raw is off), and no landed run has it: only answers of HTTP sources are landed, for as long as settings.landing.keep says");
    }

    private static async Task<Record?> FindAsync(OpenListings listings, LandedRun landed, string key, CancellationToken cancellationToken)
    {
        var request = listings.Session.Request;
        var run = ReplayCommand.Replaying(landed, listings.Loaded.Definition!.Environment, request);
        var open = await OpenPipeline.OpenAsync(listings.Loaded, listings.Session, run, PlanParts.All, locked: false, lookOnly: true, landed).ConfigureAwait(false);
        await using var dispose = open.ConfigureAwait(false);
        if (open.Plan is not { } made)
        {
            throw new FaultException(FaultKind.Permanent, open.Problems[0].Message) { Code = open.Problems[0].Code };
        }

        var (plan, _) = new LandingReplay(landed).Over(made);
        return plan.Collectors.Count == 0 ? null : await new LandedRecordSearch(plan, open.Engine).FindAsync(key, cancellationToken).ConfigureAwait(false);
    }
}
