namespace JobPilot.Engine.Http;

/// <summary>What one component sent so far in this process. Immutable.</summary>
/// <param name="componentId">Id of the component.</param>
public sealed class HttpTraffic(string componentId)
{
    /// <summary>Id of the component.</summary>
    public string ComponentId { get; } = componentId;

    /// <summary>Attempts that left the machine, retries included; a followed redirect counts with its request.</summary>
    public long Sent { get; init; }

    /// <summary>Answers that the response cache gave, and that cost nothing.</summary>
    public long FromCache { get; init; }

    /// <summary>Attempts after the first one of a call.</summary>
    public long Retries { get; init; }

    /// <summary>Time that calls waited for the rate limit, for the source's own limit, or for a free connection; summed over calls.</summary>
    public TimeSpan Waited { get; init; }
}
