using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.NormalizeSalary;
using Xunit.Abstractions;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.Evaluation;

public class SalaryEvaluationTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void NormalizeSalary_LabelledTexts_FindsThePay()
    {
        var rows = LabelledRows.Read("salary/dev.jsonl").Select(row =>
        {
            var options = new NormalizeSalaryOptions { Country = row["country_hint"]?.GetValue<string>() };
            var record = LabelledRows.Run(new NormalizeSalaryProcessor(options, Contexts.Create()), new JsonObject
            {
                ["description"] = new JsonObject { ["text"] = row["text"]!.GetValue<string>() },
            });
            return (Row: row, Label: row["salary"], Found: record.Json["base_salary"]);
        }).ToList();
        string Shown((JsonNode Row, JsonNode? Label, JsonNode? Found) row) => $"{row.Row["text"]} -> {row.Found?.ToJsonString() ?? "null"}, not {row.Label?.ToJsonString() ?? "null"}";
        var exact = LabelledRows.Share(output, "salary_exact", rows.Select(row => ((bool?)(
            row.Label is null || row.Found is null ? row.Label is null && row.Found is null
                : Number(row.Label, "min") == Number(row.Found, "min") && Number(row.Label, "max") == Number(row.Found, "max")
                    && row.Label["currency"]!.GetValue<string>() == row.Found["currency"]?.GetValue<string>()
                    && row.Label["period"]!.GetValue<string>() == row.Found["period"]?.GetValue<string>()), Shown(row))));
        var precision = LabelledRows.Share(output, "salary_precision", rows.Where(row => row.Found is not null).Select(row => ((bool?)(row.Label is not null), Shown(row))));
        var recall = LabelledRows.Share(output, "salary_recall", rows.Where(row => row.Label is not null).Select(row => ((bool?)(row.Found is not null), Shown(row))));
        Assert.True(exact >= 90, $"salary_exact = {exact:F1}");
        Assert.True(precision >= 95, $"salary_precision = {precision:F1}");
        Assert.True(recall >= 95, $"salary_recall = {recall:F1}");
    }

    private static double? Number(JsonNode salary, string field) => salary[field]?.GetValue<double>();
}
