namespace JobPilot.Engine.Http.Landing;

/// <summary>
/// Answers requests from a landing, in the order in which their answers came, and calls nobody. What the policy would have tried again is passed over: the next
/// landed attempt of the same request answers. Safe on every thread.
/// </summary>
internal sealed class LandedAnswers(LandedRun run)
{
    private readonly Dictionary<(string Component, string Key), int> _given = [];
    private readonly Dictionary<string, bool> _ends = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <exception cref="FaultException">The landed answer is refused by the policy, or there is none.</exception>
    public SourceResponse Answer(string component, SourceRequest request, HttpPolicy policy)
    {
        var key = CacheKey.Of(request);
        FaultException? last = null;
        long failedAt = 0;
        var attempts = 0;
        Ends(component, false);
        while (Next(component, key) is { } offset)
        {
            attempts++;
            var (response, fault) = Judge(offset, policy);
            if (fault is null)
            {
                return response!;
            }

            (last, failedAt) = (fault, offset);
            if (fault.Kind != FaultKind.Transient)
            {
                break;
            }
        }

        if (last is null)
        {
            throw NotLanded(component, key, request);
        }

        Ends(component, run.After(component, failedAt).All(offset => Judge(offset, policy).Fault is not null));
        throw last.Kind == FaultKind.Transient ? HttpFaults.UsedUp(last, attempts, last.RetryAfter) : last;
    }

    /// <summary>Whether the last answer to the component was a failure behind which the landed run got it nothing more: what it could read ends there.</summary>
    public bool EndedWith(string component)
    {
        lock (_gate)
        {
            return _ends.GetValueOrDefault(component);
        }
    }

    private void Ends(string component, bool ends)
    {
        lock (_gate)
        {
            _ends[component] = ends;
        }
    }

    private (SourceResponse? Response, FaultException? Fault) Judge(long offset, HttpPolicy policy)
    {
        var (response, failure) = run.Read(offset);
        return (response, failure ?? (policy.Classify ?? DefaultClassifier.Classify)(response!));
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
