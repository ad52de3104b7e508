using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ClassifyJob;
using Xunit.Abstractions;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.Evaluation;

public class RequirementsEvaluationTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void ClassifyJob_LabelledSnippets_FindsYearsAndEducation()
    {
        var processor = new ClassifyJobProcessor(new ClassifyJobOptions(), Contexts.Create());
        var rows = LabelledRows.Read("experience-education/dev.jsonl").Select(row => (Row: row.AsObject(), Found: LabelledRows.Run(processor, new JsonObject
        {
            ["description"] = new JsonObject { ["text"] = row["text"]!.GetValue<string>() },
        }).Json)).ToList();
        var years = LabelledRows.Share(output, "years_both", rows.Select(row => ((bool?)(
            Number(row.Row["years_min"]) == Number(row.Found["experience_years"]?["min"]) && Number(row.Row["years_max"]) == Number(row.Found["experience_years"]?["max"])),
            $"{row.Row["text"]} -> {row.Found["experience_years"]?.ToJsonString() ?? "null"}")));
        var education = LabelledRows.Share(output, "education_level", rows.Where(row => row.Row.ContainsKey("education")).Select(row => ((bool?)(
            row.Row["education"]?.GetValue<string>() == row.Found["education"]?.GetValue<string>()), $"{row.Row["text"]} -> {row.Found["education"]}")));
        Assert.True(years >= 96, $"years_both = {years:F1}");
        Assert.True(education >= 94, $"education_level = {education:F1}");
    }

    private static double? Number(JsonNode? value) => value?.GetValue<double>();
}
