using JobPilot.Engine;

namespace JobPilot.Benchmarks;

/// <summary>The settings of measured runs.</summary>
internal static class RunSettings
{
    /// <summary>Those of a pipeline that says nothing, but no share of dead letters stops the run.</summary>
    public static EngineSettings Unstopped { get; } = new()
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
        MaxRejectShare = 1,
        RejectWindow = 1000,
    };
}
