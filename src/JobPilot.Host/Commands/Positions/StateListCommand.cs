using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Engine;
using JobPilot.Host.Output;
using JobPilot.State;

namespace JobPilot.Host.Commands.Positions;

/// <summary>Shows positions as they stand in the pipeline's home. Changes and makes nothing.</summary>
internal static class StateListCommand
{
    /// <summary>One line a split.</summary>
    public static Task<int> ListAsync(string path, SplitSelection selection, HostRequest request, CancellationToken cancellationToken) =>
        ExecuteAsync(path, selection, request, PrintTable, cancellationToken);

    /// <summary>All that is known of each split.</summary>
    public static Task<int> ShowAsync(string path, SplitSelection selection, HostRequest request, CancellationToken cancellationToken) =>
        ExecuteAsync(path, selection, request, PrintDetails, cancellationToken);

    private static Task<int> ExecuteAsync(
        string path, SplitSelection selection, HostRequest request, Action<TextWriter, JsonObject> print, CancellationToken cancellationToken) => new PipelineVerb
        {
            Parts = PlanParts.Sinks,
            LookOnly = true,
            Refused = (run, problems) => PositionDocuments.Nothing(run.Pipeline, problems),
        }.ExecuteAsync(path, request, async (open, plan) =>
        {
            using var home = new PipelineHome(plan, open.Engine);
            var known = await home.ReadAsync(cancellationToken).ConfigureAwait(false);
            var splits = selection.Choose(known);
            var lastRun = await open.Services.Get<StateStore>().GetRunAsync(known.LastRunId, cancellationToken).ConfigureAwait(false);
            var document = PositionDocuments.List(open.Definition, home, known, lastRun, splits, open.Fingerprints);
            if (request.Json)
            {
                JsonOutput.Write(request.Console.Out, document);
            }
            else
            {
                print(request.Console.Out, document);
            }

            return ExitCode.Done;
        });

    private static void PrintTable(TextWriter writer, JsonObject document)
    {
        PrintHome(writer, document);
        var splits = document["splits"]!.AsArray();
        var collectors = Math.Max(9, splits.Select(split => Text(split, "collector").Length).DefaultIfEmpty(0).Max());
        var names = Math.Max(5, splits.Select(split => Text(split, "split").Length).DefaultIfEmpty(0).Max());
        if (splits.Count > 0)
        {
            writer.WriteLine($"{"collector".PadRight(collectors)}  {"split".PadRight(names)}  {"state",-11}  {"epoch",5}  {"pass",4}  {"as of",-24}  position");
        }

        foreach (var split in splits)
        {
            writer.WriteLine(Clean(
                $"{Text(split, "collector").PadRight(collectors)}  {Text(split, "split").PadRight(names)}  {Text(split, "state"),-11}  {Text(split, "epoch"),5}  {Text(split, "pass"),4}  {Text(split, "as_of"),-24}  {Text(split, "position")}{Note(split)}"));
        }
    }

    private static void PrintDetails(TextWriter writer, JsonObject document)
    {
        PrintHome(writer, document);
        foreach (var split in document["splits"]!.AsArray().Select(split => split!.AsObject()))
        {
            writer.WriteLine(Clean($"{Text(split, "collector")}/{Text(split, "split")}{Note(split)}"));
            foreach (var (name, value) in split.Where(field => field.Key is not ("collector" or "split")))
            {
                writer.WriteLine(Clean($"  {name,-10}  {(value is null ? "-" : value is JsonObject ? value.ToJsonString(RecordJson.Options) : value.ToString())}"));
            }
        }

        foreach (var mark in document["marks"]!.AsArray())
        {
            writer.WriteLine(Clean($"mark of {Text(mark, "sink")}: {Text(mark, "mark")}"));
        }
    }

    private static void PrintHome(TextWriter writer, JsonObject document)
    {
        var home = document["home"]!;
        writer.WriteLine(Clean($"{Text(document, "pipeline")}: home {Text(home, "component")}{(home["location"] is null ? "" : $" ({Text(home, "location")})")}"));
        writer.WriteLine(Clean(document["last_commit"] is { } last
            ? $"last commit {Text(last, "number")}{(Text(last, "run_id") is { Length: > 0 } run ? $" by run {run}" : ", and no run before it is kept")}{(last["at"] is null ? "" : $", {Text(last, "at")}")}"
            : "no commit yet"));
        foreach (var debt in document["debts"]!.AsArray())
        {
            writer.WriteLine(Clean($"sink {Text(debt, "sink")} owes {Text(debt, "records")} records of run {Text(debt, "run_id")}; pay with: jobpilot-host replay PIPELINE --sink {Text(debt, "sink")}"));
        }
    }

    private static string Note(JsonNode? split) => (bool)split!["configured"]! ? (bool)split["same_query"]! ? "" : "  (its options changed since)" : "  (no collector has this id)";

    private static string Text(JsonNode? node, string name) => Convert.ToString(node![name], CultureInfo.InvariantCulture) ?? "-";

    private static string Clean(string text) => TerminalText.Clean(text);
}
