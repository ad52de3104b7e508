namespace JobPilot.Engine.Recovery;

/// <summary>What the engine does about a fault.</summary>
internal enum RecoveryAction
{
    /// <summary>Do the same again after a wait.</summary>
    Retry = 0,

    /// <summary>Give the page up and go on behind it.</summary>
    SkipPage,

    /// <summary>Give it up for good, and tell.</summary>
    Drop,

    /// <summary>Keep it with its reason beside the sinks, and go on.</summary>
    DeadLetter,

    /// <summary>Leave the rest of the split; its pass stays open for the next run.</summary>
    LeaveSplit,

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
    /// <summary>Pages given up in a row from which on the source counts as gone.</summary>
    public const int MostSkippedInARow = 3;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>Decides about a collector's fault.</summary>
    /// <param name="fault">What it threw.</param>
    /// <param name="failures">Failures in a row at the same position, this one included.</param>
    /// <param name="maxRetries">Retries that are allowed.</param>
    /// <param name="firstDelay">Wait before the first retry.</param>
    /// <param name="hasFallback">Whether a fallback stands ready.</param>
    /// <param name="hasPosition">Whether the pass is behind its start.</param>
    /// <param name="skipped">Pages given up in a row before this one.</param>
    /// <param name="policy">What the pipeline says; a fatal fault stops the run all the same.</param>
    public static Recovery OnCollectorFault(
        FaultException fault, int failures, int maxRetries, TimeSpan firstDelay, bool hasFallback, bool hasPosition, int skipped = 0,
        ErrorPolicy policy = ErrorPolicy.ByFault)
    {
        var byFault = OnCollectorFaultAlone(fault, failures, maxRetries, firstDelay, hasFallback, hasPosition, skipped);
        return (policy, byFault.Action) switch
        {
            _ when fault.Kind == FaultKind.Fatal => byFault,
            (ErrorPolicy.Retry, RecoveryAction.Stop or RecoveryAction.Fallback) when fault.Kind is FaultKind.Transient or FaultKind.Unavailable =>
                new(RecoveryAction.Retry, Backoff(fault, failures, firstDelay)),
            (ErrorPolicy.Skip, RecoveryAction.Stop or RecoveryAction.Fallback) => new(RecoveryAction.LeaveSplit, TimeSpan.Zero),
            (ErrorPolicy.Stop, RecoveryAction.SkipPage or RecoveryAction.Fallback) => new(RecoveryAction.Stop, TimeSpan.Zero),
            (ErrorPolicy.Fallback, RecoveryAction.SkipPage or RecoveryAction.Stop) => GiveUp(hasFallback),
            _ => byFault,
        };
    }

    private static Recovery OnCollectorFaultAlone(
        FaultException fault, int failures, int maxRetries, TimeSpan firstDelay, bool hasFallback, bool hasPosition, int skipped) => fault.Kind switch
        {
            FaultKind.Transient when failures <= maxRetries => new(RecoveryAction.Retry, Backoff(fault, failures, firstDelay)),
            FaultKind.Transient when fault.SkipTo is null => GiveUp(hasFallback),
            FaultKind.PositionExpired when hasPosition => new(RecoveryAction.RestartPass, TimeSpan.Zero),
            FaultKind.Fatal => new(RecoveryAction.Stop, TimeSpan.Zero),
            FaultKind.Unavailable => GiveUp(hasFallback),
            _ when fault.SkipTo is not null && skipped >= MostSkippedInARow => GiveUp(hasFallback),
            _ when fault.SkipTo is not null => new(RecoveryAction.SkipPage, TimeSpan.Zero),

            // A wrong request or a plugin's mistake: invented data in its place would hide it.
            _ => new(RecoveryAction.Stop, TimeSpan.Zero),
        };

    /// <summary>
    /// Decides about a page that an earlier run gave up: skip it again, wait on where the source cannot be used, or give it up for good
    /// (<see cref="RecoveryAction.Drop"/>).
    /// </summary>
    /// <param name="fault">What it threw.</param>
    /// <param name="attempts">Runs that asked for it before this one, the first included.</param>
    /// <param name="maxAttempts">Runs that are allowed.</param>
    public static RecoveryAction OnSkippedPage(FaultException fault, int attempts, int maxAttempts) => fault.Kind switch
    {
        FaultKind.Fatal => RecoveryAction.Stop,
        FaultKind.Unavailable => RecoveryAction.Fallback,
        FaultKind.PositionExpired => RecoveryAction.Drop,
        _ => attempts < maxAttempts ? RecoveryAction.SkipPage : RecoveryAction.Drop,
    };

    /// <summary>Decides about a sink's, a home's or a batch processor's fault.</summary>
    /// <param name="fault">What it threw.</param>
    /// <param name="failures">Failures in a row, this one included.</param>
    /// <param name="maxRetries">Retries that are allowed.</param>
    /// <param name="firstDelay">Wait before the first retry.</param>
    /// <param name="policy">What the pipeline says of the sink.</param>
    public static Recovery OnWriteFault(
        FaultException fault, int failures, int maxRetries, TimeSpan firstDelay, ErrorPolicy policy = ErrorPolicy.ByFault) => fault.Kind switch
        {
            FaultKind.Fatal => new(RecoveryAction.Stop, TimeSpan.Zero),
            FaultKind.Transient when failures <= maxRetries && policy != ErrorPolicy.Stop => new(RecoveryAction.Retry, Backoff(fault, failures, firstDelay)),
            _ => new(policy == ErrorPolicy.DeadLetter ? RecoveryAction.DeadLetter : RecoveryAction.Stop, TimeSpan.Zero),
        };

    /// <summary>Decides about a record that makes a processor throw.</summary>
    /// <param name="fault">What it threw.</param>
    /// <param name="policy">What the pipeline says of the processor.</param>
    /// <param name="deadLetterOnError">What the settings say of every processor.</param>
    public static RecoveryAction OnRecordFault(FaultException fault, ErrorPolicy policy, bool deadLetterOnError) => policy switch
    {
        _ when fault.Kind == FaultKind.Fatal => RecoveryAction.Stop,
        ErrorPolicy.Skip => RecoveryAction.Drop,
        ErrorPolicy.DeadLetter => RecoveryAction.DeadLetter,
        ErrorPolicy.Stop => RecoveryAction.Stop,
        _ => deadLetterOnError ? RecoveryAction.DeadLetter : RecoveryAction.Stop,
    };

    private static Recovery GiveUp(bool hasFallback) => new(hasFallback ? RecoveryAction.Fallback : RecoveryAction.Stop, TimeSpan.Zero);

    /// <summary>Whatever a plugin says, a wait is never below nothing nor above the longest.</summary>
    private static TimeSpan Backoff(FaultException fault, int failures, TimeSpan firstDelay)
    {
        var seconds = fault.RetryAfter?.TotalSeconds ?? (firstDelay.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 20)));
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestDelay.TotalSeconds));
    }
}
