using JobPilot.Host.Commands;

namespace JobPilot.Host.Tests.Commands;

public class DiskSpaceTests
{
    [Theory]
    [InlineData(0, "error doctor.disk_full")]
    [InlineData(DiskSpace.Needed - 1, "error doctor.disk_full")]
    [InlineData(DiskSpace.Needed, "warning doctor.disk_nearly_full")]
    [InlineData(DiskSpace.Comfortable - 1, "warning doctor.disk_nearly_full")]
    [InlineData(DiskSpace.Comfortable, "")]
    public void Check_FreeBytes_TellHowBadItIs(long free, string expected)
    {
        var findings = DiskSpace.Check("/data", free, "settings.state").ToList();

        Assert.Equal(expected, string.Join('\n', findings.Select(finding => $"{finding.Severity.ToString().ToLowerInvariant()} {finding.Code}")));
        Assert.All(findings, finding => Assert.Contains("settings.state", finding.Fix, StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.Contains("/data", finding.Message, StringComparison.Ordinal));
    }
}
