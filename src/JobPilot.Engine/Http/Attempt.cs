namespace JobPilot.Engine.Http;

/// <summary>How one attempt ended: an accepted answer, or a fault.</summary>
internal sealed class Attempt
{
    private Attempt(SourceResponse? response, FaultException? fault)
    {
        Response = response;
        Fault = fault;
    }

    public SourceResponse? Response { get; }

    public FaultException? Fault { get; }

    public bool IsTransient => Fault?.Kind == FaultKind.Transient;

    /// <summary>Status of an answer that was refused; 0 where there was no answer.</summary>
    public int RefusedStatus { get; private init; }

    /// <summary>The source's own word on when to come back.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static Attempt Accepted(SourceResponse response) => new(response, null);

    public static Attempt Failed(FaultException fault) => new(null, fault) { RetryAfter = fault.RetryAfter };

    public static Attempt Refused(FaultException fault, int status, TimeSpan? retryAfter) =>
        new(null, fault) { RefusedStatus = status, RetryAfter = fault.RetryAfter ?? retryAfter };
}
