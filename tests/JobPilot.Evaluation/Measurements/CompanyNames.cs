using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>Name without legal form, and the legal form as written; both letter by letter.</summary>
internal sealed class CompanyNames : IMeasurement
{
    public string Processor => "normalize_company";

    public string File => "company/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["company_name", "legal_form"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor);
        var (names, forms) = (new Tally("company_name"), new Tally("legal_form"));
        foreach (var row in run.Rows)
        {
            var text = row.Text("text");
            var found = run.Process(processor, new JsonObject { ["hiring_organization"] = new JsonObject { ["name"] = text } })["hiring_organization"];
            string?[] accepted = [row.Text("name"), .. row.Strings("name_also")];
            names.Add(accepted.Contains(found.Text("name")), $"{text} -> {found.Text("name")}, not {string.Join(" / ", accepted)}");
            forms.Add(row.Text("legal_form") == found.Text("legal_form"), $"{text} -> {found.Text("legal_form") ?? "null"}, not {row.Text("legal_form") ?? "null"}");
        }

        return [names.ToScore(), forms.ToScore()];
    }
}
