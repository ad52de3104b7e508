namespace JobPilot.Engine.Recovery;

/// <summary>What the engine does about a fault.</summary>
internal enum RecoveryAction
{
    /// <summary>Do the same again after a wait.</summary>
    Retry = 0,

    /// <summary>Give the page up and go on behind it.</summary>
    SkipPage,

    /// <summary>Start the pass again from its beginning.</summary>
    RestartPass,

    /// <summary>Let the fallback take over.</summary>
    Fallback,

    /// <summary>End the run.</summary>
    Stop,
}

/// <summary>A decision with the wait before it.</summary>
internal readonly record struct Recovery(RecoveryAction Action, TimeSpan Delay);

/// <summary>From failure to action: pure functions, so that every case is a line of a test.</summary>
internal static class RecoveryPolicy
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>Decides about a collector's fault.</summary>
    /// <param name="fault">What it threw.</param>
    /// <param name="failures">Failures in a row at the same position, this one included.</param>
    /// <param name="maxRetries">Retries that are allowed.</param>
    /// <param name="firstDelay">Wait before the first retry.</param>
    /// <param name="hasFallback">Whether a fallback stands ready.</param>
    /// <param name="hasPosition">Whether the pass is behind its start.</param>
    public static Recovery OnCollectorFault(
        FaultException fault, int failures, int maxRetries, TimeSpan firstDelay, bool hasFallback, bool hasPosition) => fault.Kind switch
        {
            FaultKind.Transient when failures <= maxRetries => new(RecoveryAction.Retry, Backoff(fault, failures, firstDelay)),
            FaultKind.Transient when fault.SkipTo is null => GiveUp(hasFallback),
            FaultKind.PositionExpired when hasPosition => new(RecoveryAction.RestartPass, TimeSpan.Zero),
            FaultKind.Fatal => new(RecoveryAction.Stop, TimeSpan.Zero),
            FaultKind.Unavailable => GiveUp(hasFallback),
            _ when fault.SkipTo is not null => new(RecoveryAction.SkipPage, TimeSpan.Zero),

            // A wrong request or a plugin's mistake: invented data in its place would hide it.
            _ => new(RecoveryAction.Stop, TimeSpan.Zero),
        };

    /// <summary>Decides about a sink's, a home's or a batch processor's fault.</summary>
    /// <param name="fault">What it threw.</param>
    /// <param name="failures">Failures in a row, this one included.</param>
    /// <param name="maxRetries">Retries that are allowed.</param>
    /// <param name="firstDelay">Wait before the first retry.</param>
    public static Recovery OnWriteFault(FaultException fault, int failures, int maxRetries, TimeSpan firstDelay) =>
        fault.Kind == FaultKind.Transient && failures <= maxRetries
            ? new(RecoveryAction.Retry, Backoff(fault, failures, firstDelay))
            : new(RecoveryAction.Stop, TimeSpan.Zero);

    private static Recovery GiveUp(bool hasFallback) => new(hasFallback ? RecoveryAction.Fallback : RecoveryAction.Stop, TimeSpan.Zero);

    /// <summary>Whatever a plugin says, a wait is never below nothing nor above the longest.</summary>
    private static TimeSpan Backoff(FaultException fault, int failures, TimeSpan firstDelay)
    {
        var seconds = fault.RetryAfter?.TotalSeconds ?? (firstDelay.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 20)));
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestDelay.TotalSeconds));
    }
}
