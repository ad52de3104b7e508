using System.Text.Json.Nodes;
using JobPilot.Engine.Explain;
using JobPilot.Host.Commands.Runs;
using JobPilot.Host.Output;
using JobPilot.State;

namespace JobPilot.Host.Commands.Explain;

/// <summary>The runs that a row went through: those that the home keeps of it, and the one in whose time the source gave it.</summary>
internal static class RowRuns
{
    private const int MostRuns = 100_000;
    private static readonly TimeSpan Coarse = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<JsonObject>> ListAsync(OpenListings listings, Record row, CancellationToken cancellationToken)
    {
        var known = await listings.Open.Services.Get<StateStore>().ListRunsAsync(listings.Plan.Run.Pipeline, MostRuns, cancellationToken).ConfigureAwait(false);
        var moment = RawRecord.MomentOf(row);
        var retrieved = moment is { } at
            ? known.FirstOrDefault(run => run.StartedAt - Coarse <= at && (run.EndedAt is null || at <= run.EndedAt) && !IsReplay(run)) : null;
        var met = await MetAsync(listings, row.Key!, cancellationToken).ConfigureAwait(false);
        return [.. met.Select(run => Describe(run.RunId, DeedName(run.Did), known.FirstOrDefault(entry => entry.Id == run.RunId), run.RunId == retrieved?.Id)),
            .. retrieved is not null && met.All(run => run.RunId != retrieved.Id) ? [Describe(retrieved.Id, null, retrieved, isSource: true)] : Array.Empty<JsonObject>()];
    }

    /// <summary>What is kept for undo may be damaged: then the row is explained all the same.</summary>
    private static async Task<IReadOnlyList<RowRun>> MetAsync(OpenListings listings, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await listings.Search.RunsOfAsync(key, cancellationToken).ConfigureAwait(false);
        }
        catch (FaultException fault)
        {
            FindingsPrinter.Print(
                listings.Session.Request.Console.Error,
                [new Diagnostic(fault.Code, $"Which runs wrote the row cannot be told. {fault.Message}") { Severity = DiagnosticSeverity.Warning, Fix = fault.Fix }]);
            return [];
        }
    }

    private static bool IsReplay(RunEntry run) => (string?)RunHistoryDocument.Brief(run, alive: true)["kind"] == RunDetails.Replay;

    private static string DeedName(RowDeed did) => did switch { RowDeed.Inserted => "inserted", RowDeed.Replaced => "changed", _ => "found_unchanged" };

    private static JsonObject Describe(string id, string? did, RunEntry? entry, bool isSource)
    {
        var brief = entry is null ? null : RunHistoryDocument.Brief(entry, alive: true);
        return new JsonObject
        {
            ["run_id"] = id,
            ["did"] = did,
            ["retrieved"] = isSource,
            ["kind"] = brief?["kind"]?.DeepClone(),
            ["outcome"] = brief?["outcome"]?.DeepClone(),
            ["started_at"] = brief?["started_at"]?.DeepClone(),
            ["config_hash"] = brief?["config_hash"]?.DeepClone(),
        };
    }
}
