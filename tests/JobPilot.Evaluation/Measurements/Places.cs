using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>
/// The first place of a location string, and the countries of all. The hint is the country that was searched: an option of the processor. Where the label
/// names no country or no city, naming none is right; a region or a coordinate that the label leaves open is not scored.
/// </summary>
internal sealed class Places : IMeasurement
{
    private const double Near = 30;

    public string Processor => "normalize_location";

    public string File => "location/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["country", "city", "region", "within_30km", "work_mode_location", "countries_f1"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processors = run.Rows.Select(row => row.Text("country_hint") ?? "").Distinct()
            .ToDictionary(hint => hint, hint => ShippedProcessor.Create(Processor, hint.Length == 0 ? null : new JsonObject { ["country"] = hint }));
        var (country, city, region, near, mode) = (new Tally("country"), new Tally("city"), new Tally("region"), new Tally("within_30km"), new Tally("work_mode_location"));
        var countries = new PrecisionRecall();
        var severalPlaces = 0;
        foreach (var row in run.Rows)
        {
            var listing = new JsonObject { ["locations"] = new JsonArray(new JsonObject { ["raw"] = row.Text("text") }) };
            var result = run.Process(processors[row.Text("country_hint") ?? ""], listing);
            var places = (result["locations"] as JsonArray ?? []).OfType<JsonObject>().ToList();
            var (label, found) = (row["places"]!.AsArray().FirstOrDefault(), places.FirstOrDefault());
            var shown = $"{row.Text("text")} -> {found?.ToJsonString() ?? "nothing"}";
            var expected = row.Strings("countries");
            country.Add(expected.Count == 0 ? found.Text("country") is null : expected.Contains(found.Text("country") ?? ""), shown);
            city.Add(CityFits(label, found), shown);
            if (label.Text("region") is { } itsRegion)
            {
                region.Add(found.Text("region") is { } code && (code == itsRegion || label.Strings("region_also").Contains(code)), shown);
            }

            if (label.Number("lat") is { } latitude)
            {
                near.Add(
                    found.Number("latitude") is { } there && Distance.Kilometres(latitude, label.Number("lng")!.Value, there, found.Number("longitude")!.Value) <= Near, shown);
            }

            mode.Add(row.Text("work_mode") == result.Text("work_mode"), $"{row.Text("text")} -> {result.Text("work_mode") ?? "null"}, not {row.Text("work_mode") ?? "null"}");
            if (row["places"]!.AsArray().Count > 1)
            {
                severalPlaces++;
                countries.Add([.. expected], places.Select(place => place.Text("country")).OfType<string>().Distinct().ToList(), row.Text("text")!);
            }
        }

        return
        [
            country.ToScore(), city.ToScore(), region.ToScore(), near.ToScore(), mode.ToScore(),
            new Score("countries_f1", countries.F1, severalPlaces) { Misses = countries.Misses },
        ];
    }

    private static bool CityFits(JsonNode? label, JsonNode? found)
    {
        if (label.Text("city") is not { } city)
        {
            return found.Text("city") is null;
        }

        string[] accepted = [city, .. label.Strings("city_also")];
        return found.Text("city") is { } name && accepted.Any(form => TextForm.Of(form) == TextForm.Of(name)) && found.Text("country") == label.Text("country");
    }
}
