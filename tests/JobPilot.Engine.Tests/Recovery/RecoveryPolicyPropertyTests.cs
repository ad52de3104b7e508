using FsCheck.Xunit;
using JobPilot.Engine.Recovery;

namespace JobPilot.Engine.Tests.Recovery;

/// <summary>What holds of the retry schedule whatever a plugin says.</summary>
public class RecoveryPolicyPropertyTests
{
    [Property(MaxTest = 2000)]
    public void OnWriteFault_AnyFault_WaitsBetweenNothingAndAMinute(int kind, int failures, int maxRetries, long firstTicks, long? afterTicks)
    {
        var fault = new FaultException((FaultKind)kind, "x") { RetryAfter = afterTicks is { } ticks ? TimeSpan.FromTicks(ticks) : null };
        failures = 1 + (int)((uint)failures % 1000);

        var recovery = RecoveryPolicy.OnWriteFault(fault, failures, maxRetries, TimeSpan.FromTicks(firstTicks));

        Assert.InRange(recovery.Delay, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(fault.Kind == FaultKind.Transient && failures <= maxRetries, recovery.Action == RecoveryAction.Retry);
    }

    [Property(MaxTest = 2000)]
    public void OnCollectorFault_AnyFault_WaitsLongerEachTimeAndComesToAnEnd(byte maxRetries, long firstTicks, bool hasFallback)
    {
        var fault = new FaultException(FaultKind.Transient, "x");
        var before = TimeSpan.Zero;
        for (var failures = 1; failures <= maxRetries; failures++)
        {
            var retry = RecoveryPolicy.OnCollectorFault(fault, failures, maxRetries, TimeSpan.FromTicks(firstTicks), hasFallback, hasPosition: true);
            Assert.Equal(RecoveryAction.Retry, retry.Action);
            Assert.InRange(retry.Delay, before, TimeSpan.FromMinutes(1));
            before = retry.Delay;
        }

        var last = RecoveryPolicy.OnCollectorFault(fault, maxRetries + 1, maxRetries, TimeSpan.FromTicks(firstTicks), hasFallback, hasPosition: true);
        Assert.Equal(hasFallback ? RecoveryAction.Fallback : RecoveryAction.Stop, last.Action);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    public void OnWriteFault_AbsurdRetryAfter_StaysAWait(long ticks)
    {
        var fault = new FaultException(FaultKind.Transient, "x") { RetryAfter = TimeSpan.FromTicks(ticks) };

        Assert.InRange(RecoveryPolicy.OnWriteFault(fault, 1, 3, TimeSpan.MaxValue).Delay, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void OnWriteFault_LongFirstDelay_StaysAWait() => Assert.Equal(
        TimeSpan.FromMinutes(1), RecoveryPolicy.OnWriteFault(new FaultException(FaultKind.Transient, "x"), 30, 100, TimeSpan.FromDays(300)).Delay);
}
