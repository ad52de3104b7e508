namespace JobPilot.Engine.Http.Landing;

/// <summary>
/// Answers requests from a landing, in the order in which their answers came, and calls nobody. What the policy would have tried again is passed over: the next
/// landed attempt of the same request answers. Safe on every thread.
/// </summary>
internal sealed class LandedAnswers(LandedRun run)
{
    private readonly Dictionary<(string Component, string Key), int> _given = [];
    private readonly Lock _gate = new();

    /// <exception cref="FaultException">The landed answer is refused by the policy, or there is none.</exception>
    public SourceResponse Answer(string component, SourceRequest request, HttpPolicy policy)
    {
        var key = CacheKey.Of(request);
        FaultException? last = null;
        var attempts = 0;
        while (Next(component, key) is { } offset)
        {
            attempts++;
            var (response, failure) = run.Read(offset);
            var fault = failure ?? (policy.Classify ?? DefaultClassifier.Classify)(response!);
            if (fault is null)
            {
                return response!;
            }

            if (fault.Kind != FaultKind.Transient)
            {
                throw fault;
            }

            last = fault;
        }

        throw last is null ? NotLanded(component, key, request) : HttpFaults.UsedUp(last, attempts, last.RetryAfter);
    }

    private long? Next(string component, string key)
    {
        var offsets = run.Find(component, key);
        lock (_gate)
        {
            var given = _given.GetValueOrDefault((component, key));
            _given[(component, key)] = given + 1;
            return given < offsets.Count ? offsets[given] : null;
        }
    }

    private FaultException NotLanded(string component, string key, SourceRequest request) => new(
        FaultKind.Fatal,
        $"The landing of run {run.Run.Id} holds {(run.Find(component, key).Count is var known and > 0 ? $"only {known} answers" : "no answer")} to {request.Method} {HttpFaults.Place(request.Url)} as '{component}' asks it now, and a replay calls nobody.")
    {
        Code = HttpErrorCodes.NotLanded,
        Fix = "A replay can only ask what the run asked: keep the collector's options as they were, or collect anew.",
    };
}
