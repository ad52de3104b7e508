using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.NormalizeCompany;
using Xunit.Abstractions;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.Evaluation;

public class CompanyEvaluationTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void NormalizeCompany_LabelledNames_SplitsTheLegalForm()
    {
        var processor = new NormalizeCompanyProcessor(new NormalizeCompanyOptions(), Contexts.Create());
        var rows = LabelledRows.Read("company/dev.jsonl").Select(row =>
        {
            var text = row["text"]!.GetValue<string>();
            var organization = LabelledRows.Run(processor, new JsonObject { ["hiring_organization"] = new JsonObject { ["name"] = text } }).Json["hiring_organization"]!;
            return (Row: row, Text: text, Name: organization["name"]!.GetValue<string>(), Form: organization["legal_form"]?.GetValue<string>());
        }).ToList();
        var names = LabelledRows.Share(output, "company_name", rows.Select(row => ((bool?)(
            row.Name == row.Row["name"]!.GetValue<string>() || LabelledRows.Strings(row.Row["name_also"]).Contains(row.Name)), $"{row.Text} -> {row.Name}")));
        var forms = LabelledRows.Share(output, "legal_form", rows.Select(row => ((bool?)(
            row.Form == row.Row["legal_form"]?.GetValue<string>()), $"{row.Text} -> {row.Form ?? "null"}")));
        Assert.True(names >= 97, $"company_name = {names:F1}");
        Assert.True(forms >= 97, $"legal_form = {forms:F1}");
    }
}
