using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Engine.Explain;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.Explain;

/// <summary>Finds the pipeline that has the listings of a verb, and opens it for looking: nothing is made or changed.</summary>
internal sealed class ListingSession
{
    /// <summary>The verb's document where nothing was found.</summary>
    public required Func<IReadOnlyList<Diagnostic>, JsonObject> Refused { get; init; }

    /// <summary>The listings that are looked for, as the user names them.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The pipeline's file; null where it is to be found.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Runs the verb; returns the exit code.</summary>
    /// <param name="request">The command line.</param>
    /// <param name="work">Does the work over what was found.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> ExecuteAsync(HostRequest request, Func<OpenListings, Task<int>> work, CancellationToken cancellationToken)
    {
        HostServices.Prepare();
        var session = PipelineSession.Create(request);
        using var standardOutput = request.Json ? StandardOutput.Reserve() : null;
        try
        {
            if (Pipeline is not { } path)
            {
                return await SearchAsync(session, work, cancellationToken).ConfigureAwait(false);
            }

            var loaded = session.Load(path);
            if (loaded.Definition is null)
            {
                return PlanCommand.Refuse(loaded, path, request);
            }

            FindingsPrinter.Print(request.Console.Error, loaded.Findings);
            var looked = new List<string>();
            return await TryAsync(path, session, loaded, work, looked, cancellationToken).ConfigureAwait(false) ?? throw NotFound(looked);
        }
        catch (RefusedException refused)
        {
            IReadOnlyList<Diagnostic> problems = [refused.Diagnostic];
            Refusal.Tell(problems, Refused(problems), request);
            return refused.ExitCode;
        }
        catch (FaultException fault)
        {
            IReadOnlyList<Diagnostic> problems = [Refusal.Of(fault)];
            return Refusal.Tell(problems, Refused(problems), request);
        }
    }

    private static RefusedException Ambiguous(string name, IReadOnlyList<FoundRow> found) => RefusedException.Wrong(
        "explain.ambiguous",
        $"'{name}' fits {(found.Count == RowSearch.MostFound ? $"{found.Count} listings or more" : $"{found.Count} listings")}: {string.Join("; ", found.Take(RowSearch.MostFound - 1).Select(one => $"{one.Key[..Math.Min(16, one.Key.Length)]}… {ListingText.Title(one.Row)}"))}.",
        "Give more of the id.");

    private async Task<int> SearchAsync(PipelineSession session, Func<OpenListings, Task<int>> work, CancellationToken cancellationToken)
    {
        var looked = new List<string>();
        foreach (var (path, loaded) in await PipelineFiles.LoadAsync(session, cancellationToken).ConfigureAwait(false))
        {
            if (loaded.Definition is null)
            {
                looked.Add($"{path}: refused ({loaded.Findings.FirstOrDefault(finding => finding.Severity == DiagnosticSeverity.Error)?.Code ?? "see validate"})");
                continue;
            }

            try
            {
                if (await TryAsync(path, session, loaded, work, looked, cancellationToken).ConfigureAwait(false) is { } code)
                {
                    return code;
                }
            }
            catch (FaultException fault)
            {
                looked.Add($"{path}: {fault.Message}");
                FindingsPrinter.Print(session.Request.Console.Error, [new Diagnostic(fault.Code, $"{path} is passed over. {fault.Message}") { Severity = DiagnosticSeverity.Warning, Fix = fault.Fix }]);
            }
        }

        throw NotFound(looked);
    }

    /// <summary>Looks into one pipeline; null where its home does not have all that is looked for.</summary>
    private async Task<int?> TryAsync(
        string path, PipelineSession session, LoadResult loaded, Func<OpenListings, Task<int>> work, List<string> looked, CancellationToken cancellationToken)
    {
        var run = OpenPipeline.CreateRun(loaded.Definition!);
        var open = await OpenPipeline.OpenAsync(loaded, session, run, PlanParts.Processors | PlanParts.Sinks, locked: false, lookOnly: true).ConfigureAwait(false);
        await using var dispose = open.ConfigureAwait(false);
        if (open.Plan is not { } plan)
        {
            looked.Add($"{path}: {open.Problems[0].Message}");
            return null;
        }

        var search = new RowSearch(plan);
        if (search.Location is not { } location)
        {
            looked.Add($"{path}: no sink of it can show its rows (one like litedb can)");
            return null;
        }

        var rows = new List<FoundRow>();
        foreach (var name in Names)
        {
            var found = await search.FindAsync(name, cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
            {
                looked.Add($"{path}: {(File.Exists(location) ? $"'{name}' is not in {location}" : $"{location} does not exist yet")}");
                return null;
            }

            rows.Add(found.Count == 1 ? found[0] : throw Ambiguous(name, found));
        }

        return await work(new OpenListings(path, session, loaded, open, rows)).ConfigureAwait(false);
    }

    private RefusedException NotFound(List<string> looked) => RefusedException.Missing(
        "explain.no_such_listing",
        $"{(Names.Count == 1 ? $"The listing '{Names[0]}' was" : "The listings were")} not found. {(looked.Count == 0 ? "There is no pipeline in this folder or in pipelines/." : $"Looked in {string.Join("; ", looked)}.")}",
        "Name the pipeline by --pipeline FILE, or run this in the folder in which the pipeline ran. An id or the beginning of one is taken, or the URL as it stands in the listing.");
}
