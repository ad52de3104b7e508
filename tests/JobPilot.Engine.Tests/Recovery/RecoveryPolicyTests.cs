using JobPilot.Engine.Recovery;

namespace JobPilot.Engine.Tests.Recovery;

public class RecoveryPolicyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(FaultKind.Transient, 1, false, true, "Retry")]
    [InlineData(FaultKind.Transient, 3, false, true, "Retry")]
    [InlineData(FaultKind.Transient, 4, false, true, "Fallback")]
    [InlineData(FaultKind.Transient, 4, false, false, "Stop")]
    [InlineData(FaultKind.Transient, 4, true, true, "SkipPage")]
    [InlineData(FaultKind.Permanent, 1, false, true, "Stop")]
    [InlineData(FaultKind.Permanent, 1, true, true, "SkipPage")]
    [InlineData(FaultKind.Unavailable, 1, true, true, "Fallback")]
    [InlineData(FaultKind.Unavailable, 1, false, false, "Stop")]
    [InlineData(FaultKind.Fatal, 1, true, true, "Stop")]
    [InlineData(FaultKind.PositionExpired, 1, false, true, "RestartPass")]
    [InlineData((FaultKind)99, 1, false, true, "Stop")]
    public void OnCollectorFault_EachKind_DecidesAsTheTableSays(FaultKind kind, int failures, bool canSkip, bool hasFallback, string expected)
    {
        var fault = new FaultException(kind, "x") { SkipTo = canSkip ? new Position("2") : null };

        var recovery = RecoveryPolicy.OnCollectorFault(fault, failures, maxRetries: 3, Second, hasFallback, hasPosition: true);

        Assert.Equal(expected, recovery.Action.ToString());
    }

    [Theory]
    [InlineData(2, true, "SkipPage")]
    [InlineData(3, true, "Fallback")]
    [InlineData(3, false, "Stop")]
    public void OnCollectorFault_PagesInARow_AtLastTheSourceCountsAsGone(int skipped, bool hasFallback, string expected)
    {
        var fault = new FaultException(FaultKind.Permanent, "x") { SkipTo = new Position("2") };

        Assert.Equal(expected, RecoveryPolicy.OnCollectorFault(fault, 1, 3, Second, hasFallback, hasPosition: true, skipped).Action.ToString());
    }

    [Theory]
    [InlineData(FaultKind.Permanent, 1, "SkipPage")]
    [InlineData(FaultKind.Transient, 4, "SkipPage")]
    [InlineData(FaultKind.Transient, 5, "Drop")]
    [InlineData(FaultKind.PositionExpired, 1, "Drop")]
    [InlineData(FaultKind.Unavailable, 5, "Fallback")]
    [InlineData(FaultKind.Fatal, 1, "Stop")]
    public void OnSkippedPage_EachKind_DecidesAsTheTableSays(FaultKind kind, int attempts, string expected) =>
        Assert.Equal(expected, RecoveryPolicy.OnSkippedPage(new FaultException(kind, "x"), attempts, maxAttempts: 5).ToString());

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(3, null, 4)]
    [InlineData(3, 2, 2)]
    [InlineData(1, 3600, 60)]
    [InlineData(100, null, 60)]
    public void OnWriteFault_Transient_WaitsLongerEachTimeButNeverLong(int failures, int? retryAfter, int seconds)
    {
        var fault = new FaultException(FaultKind.Transient, "x") { RetryAfter = retryAfter is { } after ? TimeSpan.FromSeconds(after) : null };

        Assert.Equal(new(RecoveryAction.Retry, TimeSpan.FromSeconds(seconds)), RecoveryPolicy.OnWriteFault(fault, failures, maxRetries: 100, Second));
    }
}
