using JobPilot.Plugins.Jobs.ScoreQuality;
using JobPilot.Plugins.Jobs.Tests.Listing;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.ScoreQuality;

/// <summary>The score is explained by what each flag costs.</summary>
public class QualityExplainerTests
{
    [Fact]
    public void ExplainField_Score_AddsUp()
    {
        var record = Postings.Cleaned(Postings.Legacy);
        var processor = new ScoreQualityProcessor(new ScoreQualityOptions(), TestContext.Create());
        processor.Process(record, default);

        var explanation = processor.ExplainField(new FieldQuestion("/quality/score", record))!;

        var flags = record.Clone().Json["quality"]!["flags"]!.AsArray().Select(flag => (string)flag!["flag"]!).ToList();
        Assert.NotEmpty(flags);
        Assert.Equal([.. flags, "score"], explanation.Details.Select(detail => detail.Name));
        var costs = explanation.Details.Where(detail => detail.Text.StartsWith("costs 0", StringComparison.Ordinal))
            .Sum(detail => double.Parse(detail.Text.Split(' ')[1].TrimEnd(':'), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(record.GetNumber(FieldPath.Parse("quality.score"))!.Value, 1 - costs, 6);
        Assert.Equal(flags[0], Assert.Single(processor.ExplainField(new FieldQuestion("/quality/flags/0", record))!.Details).Name);
        Assert.Null(processor.ExplainField(new FieldQuestion("/title", record)));
    }
}
