namespace JobPilot;

/// <summary>What kind of failure a <see cref="FaultException"/> is; decides what the engine does. Unknown values count as permanent.</summary>
public enum FaultKind
{
    /// <summary>Repeating the same call cannot help, and only this call is concerned: a page that cannot be read.</summary>
    Permanent = 0,

    /// <summary>Repeating the call later may help: a timeout, 429, 5xx.</summary>
    Transient = 1,

    /// <summary>The run must end: going on would do harm.</summary>
    Fatal = 2,

    /// <summary>The source cannot be used at present (key refused, budget spent, endpoint gone, no answer): the fallback takes over.</summary>
    Unavailable = 3,

    /// <summary>The position is no longer valid at the source: the pass restarts from its beginning.</summary>
    PositionExpired = 4,
}

/// <summary>
/// An infrastructure failure with what the engine needs to decide. Thrown by components; the message is shown to the operator, so it says
/// what, where and how to mend it, and holds no secret.
/// </summary>
public sealed class FaultException : Exception
{
    /// <summary>Creates a fault.</summary>
    /// <param name="kind">Decides what the engine does.</param>
    /// <param name="message">What happened, in one sentence.</param>
    /// <param name="innerException">The cause; goes to the debug log only.</param>
    public FaultException(FaultKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>Decides what the engine does.</summary>
    public FaultKind Kind { get; }

    /// <summary>Stable dotted code, for instance <c>http.too_many_requests</c>; "fault" by default.</summary>
    public string Code { get; init; } = "fault";

    /// <summary>How to mend it, as an instruction; null where nothing can be done.</summary>
    public string? Fix { get; init; }

    /// <summary>Where to go on if this page is given up; null where the source cannot skip (a cursor chain).</summary>
    public Position? SkipTo { get; init; }

    /// <summary>The source's own word on when to come back; null where it gave none.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
