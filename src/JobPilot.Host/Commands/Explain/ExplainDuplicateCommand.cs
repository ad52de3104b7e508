using System.Text.Json.Nodes;
using JobPilot.Engine.Explain;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.Explain;

/// <summary>Says whether two listings are one opening, by the processors that join listings. Changes and calls nothing.</summary>
internal static class ExplainDuplicateCommand
{
    public static Task<int> ExecuteAsync(string first, string second, string? pipeline, HostRequest request, CancellationToken cancellationToken) =>
        new ListingSession { Names = [first, second], Pipeline = pipeline, Refused = Refused }.ExecuteAsync(
            request, listings => TellAsync(listings, request, cancellationToken), cancellationToken);

    private static JsonObject Refused(IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["pipeline"] = null,
        ["first"] = null,
        ["second"] = null,
        ["one_group"] = null,
        ["components"] = new JsonArray(),
        ["diagnostics"] = JsonOutput.Of(diagnostics),
    };

    private static async Task<int> TellAsync(OpenListings listings, HostRequest request, CancellationToken cancellationToken)
    {
        var (first, second) = (listings.Rows[0], listings.Rows[1]);
        if (first.Key == second.Key)
        {
            throw RefusedException.Wrong("explain.same_listing", $"Both name the listing {first.Key}.", "Name two listings.");
        }

        var sides = new List<(FoundRow Found, PairSide Side, string? Known)>();
        foreach (var found in (FoundRow[])[first, second])
        {
            var (record, known) = await RecordOfAsync(listings, found, cancellationToken).ConfigureAwait(false);
            sides.Add((found, new PairSide(found.Key) { Row = found.Row, Record = record }, known));
        }

        var explained = listings.Plan.Processors.Where(processor => processor.Processor is IPairExplainer)
            .Select(processor => (processor.Id, Explanation: ((IPairExplainer)processor.Processor).ExplainPair(sides[0].Side, sides[1].Side)))
            .Where(one => one.Explanation is not null).ToList();
        var document = Refused([]);
        document["pipeline"] = ExplainDocument.Pipeline(listings);
        document["first"] = Side(sides[0].Found, sides[0].Known);
        document["second"] = Side(sides[1].Found, sides[1].Known);
        document["one_group"] = explained.Count == 0 ? first.Row.Key == second.Row.Key : explained.Any(one => one.Explanation!.IsOne);
        document["components"] = new JsonArray([.. explained.Select(one => Component(one.Id, one.Explanation!))]);
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, document);
        }
        else
        {
            DuplicatePrinter.Print(request.Console.Out, document);
        }

        return ExitCode.Done;
    }

    /// <summary>The listing itself: its own row, or, where it was merged away, what the processors make of what its source sent.</summary>
    private static async Task<(Record? Record, string? Known)> RecordOfAsync(OpenListings listings, FoundRow found, CancellationToken cancellationToken)
    {
        if (!found.IsMerged)
        {
            return (found.Row, "row");
        }

        var source = await SourceRecordFinder.FindAsync(listings, found, cancellationToken).ConfigureAwait(false);
        var made = source.Record is null ? null : RecordTrace.Run(listings.Plan, source.Record, found.Key, listings.Open.Engine.Redact, cancellationToken).Last;
        return made is null ? (null, null) : (made, "landing");
    }

    private static JsonObject Side(FoundRow found, string? known) => new()
    {
        ["id"] = found.Key,
        ["summary"] = found.IsMerged ? null : ListingText.Title(found.Row),
        ["merged_into"] = found.IsMerged ? found.Row.Key : null,
        ["known_by"] = known ?? "memory",
    };

    private static JsonNode Component(string id, PairExplanation explanation) => new JsonObject
    {
        ["component"] = id,
        ["is_one"] = explanation.IsOne,
        ["reason"] = explanation.Reason,
        ["evidence"] = new JsonArray([.. explanation.Evidence.Select(Evidence)]),
        ["shared_keys"] = new JsonArray([.. explanation.SharedKeys]),
        ["via"] = new JsonArray([.. explanation.Via]),
    };

    private static JsonNode Evidence(PairEvidence evidence) => new JsonObject
    {
        ["name"] = evidence.Name,
        ["verdict"] = evidence.Verdict switch { PairVerdict.Same => "same", PairVerdict.Different => "different", _ => "not_compared" },
        ["confidence"] = evidence.Confidence,
        ["similarity"] = evidence.Similarity is { } similarity ? Math.Round(similarity, 3) : null,
        ["values"] = new JsonArray([.. evidence.Values.Select(value => new JsonObject { ["name"] = value.Name, ["first"] = value.First, ["second"] = value.Second })]),
        ["note"] = evidence.Note,
    };
}
