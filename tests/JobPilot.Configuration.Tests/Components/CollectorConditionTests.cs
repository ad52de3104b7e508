namespace JobPilot.Configuration.Tests.Components;

public class CollectorConditionTests
{
    [Theory]
    [InlineData("record.x == 1", false)]
    [InlineData("run.environment == \"live\" && !record", false)]
    [InlineData("run.environment == \"record\"", true)]
    [InlineData("run.environment != 'a \\' record'", true)]
    [InlineData("run.environment == \"records\" || run.record == 1", true)]
    public void Load_ConditionOfACollector_OnlyLooksAtTheRun(string condition, bool isRight)
    {
        var result = PipelineSample.LoadText($$"""
            version: 1
            name: sample
            collectors: [{ type: demo, when: '{{condition.Replace("'", "''", StringComparison.Ordinal)}}' }]
            processors: [{ type: filter, when: 'record.x == 1', options: { where: "true" } }]
            sinks: [{ type: jsonl, options: { path: a.jsonl } }]
            """);

        Assert.Equal(isRight ? [] : ["/collectors/0/when"], result.Findings.Where(finding => finding.Code == ErrorCodes.ComponentCondition).Select(finding => finding.Pointer));
    }
}
