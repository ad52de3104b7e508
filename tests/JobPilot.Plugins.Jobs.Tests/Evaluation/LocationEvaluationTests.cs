using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.Text;
using Xunit.Abstractions;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.Evaluation;

public class LocationEvaluationTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void NormalizeLocation_LabelledPlaces_FindsThem()
    {
        var rows = LabelledRows.Read("location/dev.jsonl").Select(row =>
        {
            var options = new NormalizeLocationOptions { Country = row["country_hint"]?.GetValue<string>() };
            var record = LabelledRows.Run(new NormalizeLocationProcessor(options, Contexts.Create()), new JsonObject
            {
                ["locations"] = new JsonArray(new JsonObject { ["raw"] = row["text"]!.GetValue<string>() }),
            });
            return (Row: row, Label: row["places"]!.AsArray().FirstOrDefault(), Found: record.Json["locations"]![0]!, All: record.Json);
        }).ToList();

        var countries = LabelledRows.Share(output, "country", rows.Where(row => row.Row["countries"]!.AsArray().Count > 0).Select(row => ((bool?)LabelledRows.Strings(row.Row["countries"])
            .Contains(Text(row.Found, "country")), Shown(row.Row, row.Found))));
        var cities = LabelledRows.Share(output, "city", rows.Select(row => (row.Label?["city"] is null
            ? row.Found["city"] is null ? null : (bool?)false
            : CityFits(row.Label, row.Found), Shown(row.Row, row.Found))));
        var regions = LabelledRows.Share(output, "region", rows.Where(row => row.Label?["region"] is not null).Select(row => ((bool?)(
            Text(row.Label!, "region") == Text(row.Found, "region") || LabelledRows.Strings(row.Label!["region_also"]).Contains(Text(row.Found, "region"))),
            Shown(row.Row, row.Found))));
        var near = LabelledRows.Share(output, "within_30km", rows.Where(row => row.Label?["lat"] is not null).Select(row => (
            (bool?)(Kilometres(row.Label!, row.Found) <= 30), Shown(row.Row, row.Found))));
        var modes = LabelledRows.Share(output, "work_mode_location", rows.Select(row => (
            (bool?)(row.All["work_mode"]?.GetValue<string>() == row.Row["work_mode"]?.GetValue<string>()), Shown(row.Row, row.All))));
        Assert.True(countries >= 95, $"country = {countries:F1}");
        Assert.True(cities >= 92, $"city = {cities:F1}");
        Assert.True(regions >= 92, $"region = {regions:F1}");
        Assert.True(near >= 92, $"within_30km = {near:F1}");
        Assert.True(modes >= 99, $"work_mode_location = {modes:F1}");
    }

    [SkippableFact]
    public void NormalizeLocation_LabelledSnippets_FindsTheWorkMode()
    {
        var processor = new NormalizeLocationProcessor(new NormalizeLocationOptions(), Contexts.Create());
        var share = LabelledRows.Share(output, "work_mode_text", LabelledRows.Read("work-mode/dev.jsonl").Select(row =>
        {
            var text = row["text"]!.GetValue<string>();
            var record = LabelledRows.Run(processor, new JsonObject { ["description"] = new JsonObject { ["text"] = text } });
            var found = record.Json["work_mode"]?.GetValue<string>();
            return ((bool?)row["accept"]!.AsArray().Any(accepted => accepted?.GetValue<string>() == found), $"{found ?? "null"}, not {row["accept"]!.ToJsonString()}: {text}");
        }));
        Assert.True(share >= 88, $"work_mode_text = {share:F1}");
    }

    private static string Shown(JsonNode row, JsonNode found) => $"{row["text"]} -> {found.ToJsonString()}";

    private static string? Text(JsonNode place, string field) => place[field]?.GetValue<string>();

    private static bool CityFits(JsonNode label, JsonNode found)
    {
        string[] accepted = [Text(label, "city")!, .. LabelledRows.Strings(label["city_also"])];
        return Text(found, "city") is { } city && accepted.Any(name => Folding.Fold(name) == Folding.Fold(city)) && Text(found, "country") == Text(label, "country");
    }

    private static double Kilometres(JsonNode label, JsonNode found)
    {
        if (found["latitude"] is null)
        {
            return double.MaxValue;
        }

        City At(double latitude, double longitude) => new("", "", null, latitude, longitude, 0, 0);
        return At(label["lat"]!.GetValue<double>(), label["lng"]!.GetValue<double>()).DistanceTo(At(found["latitude"]!.GetValue<double>(), found["longitude"]!.GetValue<double>()));
    }
}
