using System.Security.Authentication;

namespace JobPilot.Engine.Http;

/// <summary>Turns what goes wrong below HTTP's own answers into faults that name the place and the mend.</summary>
internal static class HttpFaults
{
    private const string CheckNetwork = "Check the address, the network and the proxy settings.";

    /// <summary>An address as it may be shown: without user, query and fragment.</summary>
    public static string Place(Uri url) => $"{url.Scheme}://{url.Authority}{url.AbsolutePath}";

    public static FaultException Redirect(string what) => new(FaultKind.Unavailable, $"{what}; this is not followed.")
    {
        Code = HttpErrorCodes.Redirect,
        Fix = "Use the address to which the source has moved, if it is the right one.",
    };

    public static FaultException Cut(Exception cause) => new(FaultKind.Transient, "The connection was cut before the answer was whole.", cause)
    {
        Code = HttpErrorCodes.Cut,
        Fix = CheckNetwork,
    };

    /// <summary>The mend of an answer that is none: mostly something else answers in the source's place.</summary>
    public const string NotTheSource = "Check that the address is the source's own and that no proxy or sign-in page answers in its place; otherwise the source is at fault: try again later.";

    public static FaultException TooLarge(string what) => new(FaultKind.Unavailable, what) { Code = HttpErrorCodes.TooLarge, Fix = NotTheSource };

    public static FaultException AttemptTimeout(TimeSpan limit) => new(FaultKind.Transient, $"The source gave no whole answer within {Text(limit)}.")
    {
        Code = HttpErrorCodes.AttemptTimeout,
        Fix = "Raise the time limit if the source is known to be slow.",
    };

    public static FaultException TotalTimeout(TimeSpan limit, FaultException? lastCause) => new(
        FaultKind.Unavailable,
        $"The call and its retries took longer than {Text(limit)}.{(lastCause is null ? "" : $" Last cause: {lastCause.Message}")}",
        lastCause)
    {
        Code = HttpErrorCodes.TotalTimeout,
        Fix = lastCause?.Fix ?? "Raise the time limit if the source is known to be slow.",
        RetryAfter = lastCause?.RetryAfter,
    };

    /// <summary>A transient fault whose retries are used up.</summary>
    public static FaultException UsedUp(FaultException last, int attempts, TimeSpan? retryAfter) => new(
        FaultKind.Unavailable, attempts > 1 ? $"{last.Message} ({attempts} attempts)" : last.Message, last)
    {
        Code = last.Code,
        Fix = last.Fix,
        RetryAfter = retryAfter,
        SkipTo = last.SkipTo,
    };

    public static FaultException Of(HttpRequestException exception, Uri url)
    {
        var host = url.Authority;
        return exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Make(HttpErrorCodes.NoHost, $"The host {host} is not known.", CheckNetwork),
            HttpRequestError.SecureConnectionError when Holds<AuthenticationException>(exception) => Make(
                HttpErrorCodes.Certificate,
                $"No secure connection to {host}: its certificate or protocol is refused.",
                "Check the address and this machine's clock and certificates.",
                FaultKind.Unavailable),
            HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError => Make(
                HttpErrorCodes.NoConnection, $"{host} takes no connection.", CheckNetwork),
            HttpRequestError.ResponseEnded or HttpRequestError.Unknown => Cut(exception),
            _ => Make(HttpErrorCodes.BadResponse, $"{host} answers with something that is not HTTP.", "Check the address and the proxy settings."),
        };

        FaultException Make(string code, string message, string fix, FaultKind kind = FaultKind.Transient) =>
            new(kind, message, exception) { Code = code, Fix = fix };
    }

    private static string Text(TimeSpan limit) => limit.TotalSeconds < 1 ? $"{limit.TotalMilliseconds:0} ms" : $"{limit.TotalSeconds:0.#} s";

    private static bool Holds<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return exception is not null;
    }
}
