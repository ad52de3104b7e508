using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ClassifyJob;
using JobPilot.Plugins.Jobs.NormalizeTitle;
using JobPilot.Plugins.Jobs.Text;
using Xunit.Abstractions;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.Evaluation;

public class TitleEvaluationTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void NormalizeTitle_LabelledTitles_FindsTheCore()
    {
        var processor = new NormalizeTitleProcessor(new NormalizeTitleOptions(), Contexts.Create());
        var share = LabelledRows.Share(output, "core_title", LabelledRows.Read("title/dev.jsonl").Select(row =>
        {
            var text = row["text"]!.GetValue<string>();
            var found = LabelledRows.Run(processor, new JsonObject { ["title"] = text, ["title_raw"] = text }).Json["title"]!.GetValue<string>();
            string[] accepted = [row["title"]!.GetValue<string>(), .. LabelledRows.Strings(row["title_also"])];
            return ((bool?)accepted.Any(form => Form(form) == Form(found)), $"{text} -> {found}, not {accepted[0]}");
        }));
        Assert.True(share >= 86, $"core_title = {share:F1}");
    }

    [SkippableFact]
    public void ClassifyJob_LabelledTitles_FindsTheSeniority()
    {
        var processor = new ClassifyJobProcessor(new ClassifyJobOptions(), Contexts.Create());
        var share = LabelledRows.Share(output, "seniority_accuracy", LabelledRows.Read("title/dev.jsonl").Select(row =>
        {
            var text = row["text"]!.GetValue<string>();
            var found = LabelledRows.Run(processor, new JsonObject { ["title"] = text, ["title_raw"] = text }).Json["seniority"]?.GetValue<string>();
            var label = row["seniority"]?.GetValue<string>();
            return ((bool?)(found == label), $"{text} -> {found ?? "null"}, not {label ?? "null"}");
        }));
        Assert.True(share >= 95, $"seniority_accuracy = {share:F1}");
    }

    private static string Form(string title) => Folding.Fold(title).Replace("&", "and", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
}
