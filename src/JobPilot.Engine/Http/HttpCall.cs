namespace JobPilot.Engine.Http;

/// <summary>One call with its attempts.</summary>
internal sealed class HttpCall(SourceRequest request, CallDeadline deadline)
{
    public SourceRequest Request { get; } = request;

    public CallDeadline Deadline { get; } = deadline;

    public SecretMask Mask { get; } = new(request);

    public int Attempts { get; set; }

    /// <summary>Attempts that gave no whole answer in time: the next one gets more time.</summary>
    public int Timeouts { get; set; }

    public FaultException? LastFault { get; set; }
}
