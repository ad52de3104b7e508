using JobPilot.Engine;
using JobPilot.Tests.Engine;

namespace JobPilot.Benchmarks;

/// <summary>The settings of measured runs.</summary>
internal static class RunSettings
{
    /// <summary>Those of a pipeline that says nothing, but no share of dead letters stops the run.</summary>
    public static EngineSettings Unstopped { get; } = PlainSettings.Value with { MaxRejectShare = 1 };
}
