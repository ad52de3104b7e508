namespace JobPilot.Engine.Http;

/// <summary>One call with its attempts.</summary>
internal sealed class HttpCall(SourceRequest request, CallDeadline deadline)
{
    public SourceRequest Request { get; } = request;

    public CallDeadline Deadline { get; } = deadline;

    public SecretMask Mask { get; } = new(request);

    public int Attempts { get; set; }

    public FaultException? LastFault { get; set; }
}
