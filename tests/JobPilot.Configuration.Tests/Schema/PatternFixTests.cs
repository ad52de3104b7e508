namespace JobPilot.Configuration.Tests.Schema;

/// <summary>What is said to write where a text has not its form.</summary>
public class PatternFixTests
{
    [Theory]
    [InlineData("name: My Pipeline", "Write `my-pipeline`.")]
    [InlineData("name: Über_Jobs!", "Write a name such as `my_jobs`.")]
    [InlineData("name: '???'", "Write a name such as `my_jobs`.")]
    [InlineData("settings: { batch_timeout: 5 minutes }", "Write `5m`.")]
    [InlineData("settings: { batch_timeout: 1.5 Hours }", "Write `1.5h`.")]
    [InlineData("settings: { batch_timeout: 30 s }", "Write `30s`.")]
    [InlineData("settings: { batch_timeout: soon }", "Write a number with its unit, such as `30s` or `5m`.")]
    [InlineData("settings: { max_memory: 2 gb }", "Write `2GB`.")]
    [InlineData("settings: { max_memory: all of it }", "Write it in that form: Memory that the process may use")]
    public void Load_TextOfThePipelineHasNotItsForm_IsMendedOrExplained(string line, string fix)
    {
        var text = $"""
            version: 1
            {(line.StartsWith("name", StringComparison.Ordinal) ? line : $"name: sample\n{line}")}
            collectors: [demo]
            sinks:
              - type: file
                options:
                  path: out.jsonl
            """.Replace("[demo]", "[{ type: demo }]", StringComparison.Ordinal);

        var finding = Assert.Single(PipelineSample.LoadText(text).Findings);

        Assert.Equal("pipeline.pattern", finding.Code);
        Assert.StartsWith(fix, finding.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("searches: [{ query: nurse, country: US }]", "Write `us`.")]
    [InlineData("searches: [{ query: nurse, country: u s }]", "Write `us`.")]
    [InlineData("searches: [{ query: nurse, country: USA }]", "Write it in that form: Country of the postings.")]
    [InlineData("base_url: board.example/jobs", "Write `https://board.example/jobs`.")]
    [InlineData("base_url: board", "Write the whole address, such as `https://example.org/jobs`.")]
    public void Load_OptionHasNotItsForm_IsMendedOrExplained(string option, string fix)
    {
        var text = $"""
            version: 1
            name: sample
            collectors:
              - type: board
                options:
                  {(option.StartsWith("searches", StringComparison.Ordinal) ? "pages: 1" : "searches: []")}
                  {option}
            sinks:
              - type: file
                options:
                  path: out.jsonl
            """.Replace("      pages: 1\n", "", StringComparison.Ordinal).Replace("[]", "[{ query: nurse }]", StringComparison.Ordinal);

        var finding = Assert.Single(PipelineSample.LoadText(text).Findings);

        Assert.Equal("options.pattern", finding.Code);
        Assert.StartsWith(fix, finding.Fix, StringComparison.Ordinal);
    }
}
