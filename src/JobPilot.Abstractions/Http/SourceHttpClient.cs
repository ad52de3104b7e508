using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot;

/// <summary>
/// The engine's HTTP client as a plugin sees it. It executes the policy: attempt and total time limits, retries with exponential backoff
/// and jitter, circuit breaker, rate limit, request budget, response cache, redirects (at most 5; no secret to another origin), size limit.
/// Safe on every thread.
/// </summary>
public abstract class SourceHttpClient
{
    /// <summary>The policy in force.</summary>
    public abstract HttpPolicy Policy { get; }

    /// <summary>
    /// Returns a client with another policy; rate limit, budget and breaker are shared by all clients of the same component.
    /// </summary>
    /// <param name="policy">What the component declares.</param>
    public abstract SourceHttpClient WithPolicy(HttpPolicy policy);

    /// <summary>Sends a request and returns the whole answer.</summary>
    /// <param name="request">The request; may be sent several times.</param>
    /// <param name="cancellationToken">Cancels the wait and the call.</param>
    /// <returns>An answer that <see cref="HttpPolicy.Classify"/> accepted.</returns>
    /// <exception cref="FaultException">
    /// Retries are used up or of no use. A transient fault whose retries are used up is thrown as <see cref="FaultKind.Unavailable"/>.
    /// </exception>
    public abstract ValueTask<SourceResponse> SendAsync(SourceRequest request, CancellationToken cancellationToken);

    /// <summary>Gets a JSON document.</summary>
    /// <param name="url">Absolute http or https address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The document; never JSON null.</returns>
    /// <exception cref="FaultException">As <see cref="SendAsync"/>; a body that is not JSON is a fault too.</exception>
    public async ValueTask<JsonNode> GetJsonAsync(Uri url, CancellationToken cancellationToken)
    {
        var response = await SendAsync(new SourceRequest(url), cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonNode.Parse(response.Body.Span) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException exception)
        {
            throw new FaultException(FaultKind.Unavailable, $"The answer of {url.GetLeftPart(UriPartial.Path)} is not JSON.", exception)
            {
                Code = "http.not_json",
            };
        }
    }
}

/// <summary>A request. Immutable.</summary>
/// <param name="url">Absolute http or https address; holds no secret: those go into <see cref="SecretHeaders"/> or <see cref="SecretQuery"/>.</param>
public sealed class SourceRequest(Uri url)
{
    /// <summary>Address without secrets.</summary>
    public Uri Url { get; } = url;

    /// <summary>GET by default.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Headers that may be shown and logged.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers that hold a secret: never logged, cached, landed, or sent to another origin.</summary>
    public IReadOnlyDictionary<string, Secret> SecretHeaders { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Query parameters that hold a secret; treated like <see cref="SecretHeaders"/>.</summary>
    public IReadOnlyDictionary<string, Secret> SecretQuery { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Body with its content type; empty by default.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Content type of <see cref="Body"/>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>What it costs of the budget, in the source's credits, 0 or more; 1 by default.</summary>
    public int Cost { get; init; } = 1;
}

/// <summary>An answer, read whole. Immutable.</summary>
/// <param name="status">HTTP status code.</param>
/// <param name="headers">Headers by name, ignoring case; repeated ones joined by ", ".</param>
/// <param name="body">Body after decompression.</param>
/// <param name="retrievedAt">When it was received from the source, UTC; for a cached answer the original time.</param>
public sealed class SourceResponse(
    int status, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body, DateTimeOffset retrievedAt)
{
    /// <summary>HTTP status code.</summary>
    public int Status { get; } = status;

    /// <summary>Headers by name, ignoring case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; } = headers;

    /// <summary>Body after decompression.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>When it was received from the source, UTC.</summary>
    public DateTimeOffset RetrievedAt { get; } = retrievedAt;

    /// <summary>Whether it came from the response cache and cost nothing.</summary>
    public bool FromCache { get; init; }
}

/// <summary>What a component declares about its calls; the engine executes it. Immutable.</summary>
public sealed class HttpPolicy
{
    /// <summary>Time limit of one attempt; 30 s by default. After one that ran out of time the next may take twice, then three times as long.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time limit of a call with all its retries, waits for the rate limit not counted; 5 min by default.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Retries after the first attempt, 0 to 20; 3 by default.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>First wait before a retry; doubles each time, with jitter; 1 s by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a retry, also where the source asks for more; 60 s by default.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Requests a minute, evenly spaced with a small burst; null means no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Calls under way at once; 10 by default.</summary>
    public int MaxConnections { get; init; } = 10;

    /// <summary>Failures in a row after which calls fail at once for <see cref="BreakDuration"/>; 5 by default, 0 switches it off.</summary>
    public int BreakAfter { get; init; } = 5;

    /// <summary>How long the circuit stays open; 30 s by default.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Budget that the calls draw on; null means none.</summary>
    public RequestBudget? Budget { get; init; }

    /// <summary>How long an accepted answer is reused for the same request; null or zero switches the cache off.</summary>
    public TimeSpan? CacheLifetime { get; init; }

    /// <summary>Largest body after decompression, in bytes; 32 MB by default.</summary>
    public long MaxResponseBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// Judges an answer: null accepts it, a fault refuses it; <see cref="FaultKind.Transient"/> is retried, the others are thrown. Pure,
    /// called on any thread. By default 2xx is accepted, 408, 429 and 5xx are transient, the rest is unavailable.
    /// </summary>
    public Func<SourceResponse, FaultException?>? Classify { get; init; }

    /// <summary>
    /// Reads the source's own rate headers from any answer, accepted or not: how long to hold further calls back. Null where there are none.
    /// </summary>
    public Func<SourceResponse, TimeSpan?>? HoldBack { get; init; }
}

/// <summary>A budget of requests over a calendar period, kept across runs.</summary>
/// <param name="account">Names whose budget it is, without the key itself: all clients with the same name share it.</param>
/// <param name="limit">Credits a period, 1 or more.</param>
public sealed class RequestBudget(string account, int limit)
{
    /// <summary>Names whose budget it is.</summary>
    public string Account { get; } = account;

    /// <summary>Credits a period.</summary>
    public int Limit { get; } = limit;

    /// <summary>Calendar period in UTC; a month by default.</summary>
    public BudgetPeriod Period { get; init; } = BudgetPeriod.Month;
}

/// <summary>Calendar period of a <see cref="RequestBudget"/>, in UTC.</summary>
public enum BudgetPeriod
{
    /// <summary>A calendar month.</summary>
    Month = 0,

    /// <summary>A calendar day.</summary>
    Day = 1,

    /// <summary>A clock hour.</summary>
    Hour = 2,
}
