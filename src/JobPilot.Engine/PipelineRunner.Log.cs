using Microsoft.Extensions.Logging;

namespace JobPilot.Engine;

public sealed partial class PipelineRunner
{
    [LoggerMessage(LogLevel.Information, "Pipeline '{Pipeline}' started as run {RunId}.")]
    private static partial void LogStarted(ILogger logger, string pipeline, string runId);

    [LoggerMessage(LogLevel.Information, "Pipeline '{Pipeline}' goes on where the last run was interrupted.")]
    private static partial void LogResumes(ILogger logger, string pipeline);

    [LoggerMessage(LogLevel.Critical, "Pipeline '{Pipeline}' failed. {Reason} {Fix}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string pipeline, string reason, string fix);

    [LoggerMessage(LogLevel.Information, "Pipeline '{Pipeline}' {Outcome}: {Collected} collected = {Written} written + {Duplicates} duplicates + {Dropped} dropped + {DeadLettered} dead-lettered.")]
    private static partial void LogEnded(
        ILogger logger, string pipeline, RunOutcome outcome, long collected, long written, long duplicates, long dropped, long deadLettered);

    [LoggerMessage(LogLevel.Information, "Performance of '{Pipeline}': {Records} records in {Seconds:0.00} s, {Rate:0.0} records/s.")]
    private static partial void LogRate(ILogger logger, string pipeline, long records, double seconds, double rate);

    [LoggerMessage(LogLevel.Debug, "Performance of {Component}: {In} in, {Out} out, {Seconds:0.000} s.")]
    private static partial void LogComponent(ILogger logger, string component, long @in, long @out, double seconds);
}
