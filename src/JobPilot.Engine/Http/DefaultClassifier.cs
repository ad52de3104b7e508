namespace JobPilot.Engine.Http;

/// <summary>Judges an answer by its status alone, where a component does not judge itself.</summary>
internal static class DefaultClassifier
{
    public static FaultException? Classify(SourceResponse response) => response.Status switch
    {
        >= 200 and < 300 => null,
        408 => new FaultException(FaultKind.Transient, "The source answered 408: it gave up waiting.") { Code = HttpErrorCodes.AttemptTimeout },
        429 => new FaultException(FaultKind.Transient, "The source answered 429: too many requests.")
        {
            Code = HttpErrorCodes.TooManyRequests,
            Fix = "Send fewer requests a minute.",
        },
        >= 500 => new FaultException(FaultKind.Transient, $"The source answered {response.Status}: it has a problem of its own.")
        {
            Code = HttpErrorCodes.ServerError,
            Fix = "Wait, then run the pipeline again.",
        },
        401 or 403 => new FaultException(FaultKind.Unavailable, $"The source answered {response.Status}: it refuses this key or this caller.")
        {
            Code = HttpErrorCodes.Refused,
            Fix = "Check the key and what it is allowed to do.",
        },
        404 or 410 => new FaultException(FaultKind.Unavailable, $"The source answered {response.Status}: the address does not exist.")
        {
            Code = HttpErrorCodes.NotFound,
            Fix = "Check the address.",
        },
        _ => new FaultException(FaultKind.Unavailable, $"The source answered {response.Status}, which the component does not expect.")
        {
            Code = HttpErrorCodes.Status,
        },
    };
}
