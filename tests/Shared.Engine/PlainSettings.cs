using JobPilot.Engine;

namespace JobPilot.Tests.Engine;

/// <summary>The engine's settings where a pipeline says nothing.</summary>
internal static class PlainSettings
{
    public static EngineSettings Value { get; } = new()
    {
        BatchSize = 100,
        Parallelism = 2,
        MaxCommitDelay = TimeSpan.FromSeconds(1),
        BatchTimeout = TimeSpan.FromMinutes(1),
        WriteTimeout = TimeSpan.FromMinutes(5),
        MaxRetries = 3,
        ResumeWithin = TimeSpan.FromDays(1),
        GracePeriod = TimeSpan.FromSeconds(30),
        DeadLetterOnError = true,
        MaxRejectShare = 0.2,
        RejectWindow = 1000,
    };
}
