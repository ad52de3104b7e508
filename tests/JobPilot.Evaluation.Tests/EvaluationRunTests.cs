using System.Text.Json.Nodes;
using JobPilot.Evaluation.Reports;

namespace JobPilot.Evaluation.Tests;

public sealed class EvaluationRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jobpilot-evaluation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Measure_NoFileIsThere_EveryRowSaysSkipped()
    {
        var data = new DataFolder(_folder, "dev", _folder);

        var rows = EvaluationRun.Measure(AllMeasurements.Create(data), data, "").ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.StartsWith("skipped", row.Score.Note, StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Null(row.Score.Value));
    }

    [Fact]
    public void Measure_FileWithABrokenLine_SaysSkippedAndWhy()
    {
        Write("company/dev.jsonl", """{"id":"1","text":"Kornblume GmbH","name":"Kornblume","legal_form":NaN""");
        var data = new DataFolder(_folder, "dev", _folder);

        var rows = EvaluationRun.Measure(AllMeasurements.Create(data), data, "company_name").ToList();

        Assert.Contains("no JSON object", rows.Single().Score.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_NumberThatIsNone_IsNull()
    {
        Write("company/dev.jsonl", """{"id":"1","text":"Kornblume GmbH","name":"Kornblume","legal_form":"GmbH","rows": NaN}""");

        Assert.Null(new DataFolder(_folder, "dev", _folder).Rows("company/{split}.jsonl").Single()["rows"]);
    }

    [Fact]
    public void Measure_OtherRootAndSplit_ReadsThoseFiles()
    {
        Write("company/test.jsonl", """{"id":"1","text":"Kornblume GmbH","name":"Kornblume","legal_form":"GmbH"}""", """{"id":"2","text":"Obst und Mehr","name":"something else","legal_form":null}""");
        var data = new DataFolder(_folder, "test", _folder);

        var rows = EvaluationRun.Measure(AllMeasurements.Create(data), data, "normalize_company").ToList();

        Assert.Equal([("company_name", "company/test.jsonl", 50.0, 2), ("legal_form", "company/test.jsonl", 100.0, 2)], rows.Select(row => (row.Score.Metric, row.File, row.Score.Value!.Value, row.Score.Rows)));
        Assert.All(rows, row => Assert.True(row.Microseconds > 0));
    }

    [Fact]
    public void Measure_EveryMetricOfATarget_IsMeasured()
    {
        var data = new DataFolder(_folder, "dev", _folder);
        var metrics = AllMeasurements.Create(data).SelectMany(measurement => measurement.Metrics).ToList();

        Assert.Equal(metrics.Count, metrics.Distinct().Count());
        Assert.All(["span_f1", "esco_top1", "core_title", "salary_exact", "html_exact", "duplicates_f1"], metric => Assert.NotNull(Targets.Instance.Of(metric)));
        Assert.All(["span_f1", "esco_top1", "core_title", "salary_exact", "html_exact", "duplicates_f1"], metric => Assert.Contains(metric, metrics));
    }

    [Fact]
    public void Json_Rows_HaveTheFieldsThatProgramsRead()
    {
        var json = JsonNode.Parse(JsonReport.Write([
            new MeasuredRow("normalize_title", "title/dev.jsonl", new Score("core_title", 97.4026, 77), 1.26),
            new MeasuredRow("clean_text", "html/dev.jsonl", new Score("html_exact", null, 0), null)]))!["rows"]!.AsArray();

        Assert.Equal("""{"processor":"normalize_title","metric":"core_title","file":"title/dev.jsonl","value":97.4,"rows":77,"microseconds":1.3}""", json[0]!.ToJsonString());
        Assert.Equal("""{"processor":"clean_text","metric":"html_exact","file":"html/dev.jsonl","value":null,"rows":0,"microseconds":null}""", json[1]!.ToJsonString());
    }

    [Theory]
    [InlineData("core_title", 95.0, "stretch")]
    [InlineData("core_title", 94.96, "stretch")]
    [InlineData("core_title", 90.0, "reach")]
    [InlineData("core_title", 89.9, "below reach")]
    [InlineData("core_title", 70.0, "below the floor")]
    [InlineData("countries_f1", 70.0, "")]
    public void Judge_Value_StandsAgainstItsTargets(string metric, double value, string expected) => Assert.Equal(expected, Targets.Instance.Judge(new Score(metric, value, 10)));

    [Theory]
    [InlineData("--split", "train")]
    [InlineData("--format", "xml")]
    [InlineData("--data", "/no/such/folder")]
    [InlineData("--unknown", "1")]
    [InlineData("stray", null)]
    [InlineData("--write", null)]
    public void Parse_WrongOption_IsRefusedByName(string option, string? value)
    {
        var error = Assert.Throws<ArgumentException>(() => EvaluationArguments.Parse(value is null ? [option] : [option, value]));

        Assert.Contains(option, error.Message, StringComparison.Ordinal);
    }

    private void Write(string file, params string[] lines)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines);
    }
}
