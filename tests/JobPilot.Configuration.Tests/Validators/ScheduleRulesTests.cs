namespace JobPilot.Configuration.Tests.Validators;

public sealed class ScheduleRulesTests
{
    [Theory]
    [InlineData("{ time_zone: UTC }", "A schedule needs `cron` or `interval`.")]
    [InlineData("{ cron: '0 6 * * *', interval: 6h }", "A schedule has either `cron` or `interval`, not both.")]
    [InlineData("{ interval: 999ms }", "The interval is shorter than a second.")]
    [InlineData("{ cron: '0 6 * *' }", "`0 6 * *` is no cron expression.")]
    [InlineData("{ cron: '0 0 6 * * * *' }", "`0 0 6 * * * *` is no cron expression.")]
    [InlineData("{ interval: 6h, time_zone: Europe/Berlim }", "There is no time zone `Europe/Berlim`; did you mean `Europe/Berlin`?")]
    public void Load_WrongSchedule_IsOneFinding(string schedule, string message) => Assert.Equal(message, Assert.Single(Load(schedule).Findings).Message);

    [Theory]
    [InlineData("{ cron: '${file:secret.txt}' }", "The value is no cron expression.")]
    [InlineData("{ interval: 6h, time_zone: '${file:secret.txt}' }", "There is no time zone of that name")]
    public void Load_WrongScheduleFromAFileOfSecrets_IsNotShown(string schedule, string message)
    {
        var finding = Assert.Single(Load(schedule, secret: "swordfish").Findings);

        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", $"{finding.Message} {finding.Fix}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ interval: 1s }", "", "00:00:01", "UTC")]
    [InlineData("{ cron: '*/10 0 6 * * *', time_zone: Europe/Berlin }", "*/10 0 6 * * *", null, "Europe/Berlin")]
    [InlineData("{ cron: '0 6 * * 1-5' }", "0 6 * * 1-5", null, "UTC")]
    public void Load_Schedule_IsRead(string schedule, string cron, string? interval, string zone)
    {
        var read = Load(schedule).Definition!.Schedule!;

        Assert.Equal((cron, interval, zone), (read.Cron ?? "", read.Interval?.ToString(), read.TimeZone.Id));
    }

    private static LoadResult Load(string schedule, string secret = "")
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "secret.txt"), secret);
        File.WriteAllText(Path.Combine(folder.Path, "sample.yaml"), $$"""
            version: 1
            name: sample
            schedule: {{schedule}}
            collectors: [{ type: demo }]
            sinks: [{ type: file, options: { path: out.jsonl } }]
            """);
        return PipelineLoader.Load("sample.yaml", PipelineSample.Request(folder.Path, []));
    }
}
