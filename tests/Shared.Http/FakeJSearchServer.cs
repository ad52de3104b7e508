using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace JobPilot.Tests.Http;

/// <summary>
/// JSearch as both shops serve it, on this machine: their headers and keys, <c>/search-v2</c> with its cursor, <c>/search</c> with pages where
/// it is still served, the refusals with their texts, and answers out of order on command.
/// </summary>
internal sealed class FakeJSearchServer : IAsyncDisposable
{
    public const string RapidKey = "fake0rapid1key2msh3planted";
    public const string NinjaKey = "ak_fake0ninja1key2planted";

    public const string NotSubscribed = """{"message":"You are not subscribed to this API."}""";
    public const string TooMany = """{"message":"Too many requests"}""";
    public const string MonthUsedUp =
        """{"message":"You have exceeded the MONTHLY quota for Requests on your current plan, BASIC. Upgrade your plan at https://shop.example/plans"}""";

    private readonly StubServer _server;

    public FakeJSearchServer(IReadOnlyList<IReadOnlyList<JsonNode?>> pages)
    {
        Pages = pages;
        _server = new StubServer(request =>
        {
            var answer = Answer(request);
            if (Pace?.Invoke(request) is { } pace)
            {
                answer.WaitFor = pace;
            }

            return answer;
        });
    }

    /// <summary>Postings by page.</summary>
    public IReadOnlyList<IReadOnlyList<JsonNode?>> Pages { get; }

    /// <summary>Answers that are given, in order, before any other.</summary>
    public ConcurrentQueue<StubAnswer> Next { get; } = new();

    /// <summary>An answer in place of the true one; null leaves that.</summary>
    public Func<StubRequest, StubAnswer?> Instead { get; set; } = _ => null;

    /// <summary>What the answer to a request waits for; null for nothing.</summary>
    public Func<StubRequest, Task?>? Pace { get; set; }

    /// <summary>Whether <c>/search</c> is still served; otherwise it is retired.</summary>
    public bool ServesSearch { get; init; }

    /// <summary>Whether the last page's cursor leads back to the second page.</summary>
    public bool RepeatsCursor { get; init; }

    /// <summary>Whether answers carry the gateway's rate headers.</summary>
    public bool SendsRateHeaders { get; init; } = true;

    /// <summary>Address as RapidAPI's.</summary>
    public string BaseUrl => $"http://127.0.0.1:{_server.Port}";

    /// <summary>Address as OpenWeb Ninja's.</summary>
    public string NinjaUrl => $"{BaseUrl}/jsearch";

    public IReadOnlyList<StubRequest> Requests => _server.Requests;

    /// <summary>The envelope of <c>/search-v2</c>.</summary>
    public static JsonObject EnvelopeV2(IEnumerable<JsonNode?> jobs, string? cursor) => new()
    {
        ["status"] = "OK",
        ["request_id"] = "6f1d2a0e-0000-4000-8000-00000000fake",
        ["parameters"] = new JsonObject { ["query"] = "bicycle mechanic" },
        ["data"] = new JsonObject { ["jobs"] = new JsonArray([.. jobs.Select(job => job?.DeepClone())]), ["cursor"] = cursor },
    };

    /// <summary>The envelope of <c>/search</c>.</summary>
    public static JsonObject Envelope(IEnumerable<JsonNode?> jobs) => new()
    {
        ["status"] = "OK",
        ["request_id"] = "6f1d2a0e-0000-4000-8000-00000000fake",
        ["parameters"] = new JsonObject { ["query"] = "bicycle mechanic", ["page"] = 1, ["num_pages"] = 1 },
        ["data"] = new JsonArray([.. jobs.Select(job => job?.DeepClone())]),
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static StubAnswer Error(int status, string body) =>
        new() { Status = status, Body = Encoding.UTF8.GetBytes(body), Headers = { ["X-RapidAPI-Proxy-Response"] = "true" } };

    private StubAnswer Answer(StubRequest request)
    {
        if (Next.TryDequeue(out var scripted))
        {
            return scripted;
        }

        if (Instead(request) is { } other)
        {
            return other;
        }

        var ninja = request.Path.StartsWith("/jsearch/", StringComparison.Ordinal);
        if ((ninja ? RefuseNinja(request) : RefuseRapid(request)) is { } refusal)
        {
            return refusal;
        }

        var endpoint = ninja ? request.Path["/jsearch".Length..] : request.Path;
        return endpoint switch
        {
            "/search-v2" => SearchV2(request),
            "/search" when ServesSearch => Search(request),
            _ => Error(404, $$"""{"message":"Endpoint '{{endpoint}}' does not exist"}"""),
        };
    }

    private static StubAnswer? RefuseNinja(StubRequest request) =>
        request.Headers.GetValueOrDefault("x-api-key") == NinjaKey ? null : Error(401, """{"message":"Unauthorized"}""");

    private static StubAnswer? RefuseRapid(StubRequest request)
    {
        if (!request.Headers.ContainsKey("X-RapidAPI-Host"))
        {
            return Error(400, """{"message":"The host header is missing"}""");
        }

        return request.Headers.GetValueOrDefault("X-RapidAPI-Key") switch
        {
            RapidKey => null,
            NinjaKey => Error(403, NotSubscribed),
            _ => Error(401, """{"message":"Invalid API key."}"""),
        };
    }

    private StubAnswer SearchV2(StubRequest request)
    {
        var first = request.Query.TryGetValue("cursor", out var cursor) ? PageOf(cursor) : 0;
        if (first is null)
        {
            return Error(400, """{"status":"ERROR","error":{"message":"Invalid cursor","code":400}}""");
        }

        var count = NumPages(request);
        var next = first.Value + count;
        var follows = next < Pages.Count ? CursorOf(next) : RepeatsCursor ? CursorOf(1) : null;
        return Ok(EnvelopeV2(Project(request, first.Value, count), follows));
    }

    private StubAnswer Search(StubRequest request)
    {
        var page = int.Parse(request.Query.GetValueOrDefault("page", "1"), CultureInfo.InvariantCulture);
        return Ok(Envelope(Project(request, page - 1, NumPages(request))));
    }

    private IEnumerable<JsonNode?> Project(StubRequest request, int first, int count)
    {
        var jobs = Pages.Skip(first).Take(count).SelectMany(page => page);
        if (!request.Query.TryGetValue("fields", out var fields))
        {
            return jobs;
        }

        var names = fields.Split(',');
        return jobs.Select(job => job is JsonObject posting
            ? new JsonObject(posting.Where(field => names.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())))
            : job);
    }

    private StubAnswer Ok(JsonObject body) => new()
    {
        Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
        Headers = SendsRateHeaders
            ? new Dictionary<string, string> { ["x-ratelimit-requests-limit"] = "10000", ["x-ratelimit-requests-remaining"] = "9000" }
            : [],
    };

    private static int NumPages(StubRequest request) => int.Parse(request.Query.GetValueOrDefault("num_pages", "1"), CultureInfo.InvariantCulture);

    private static string CursorOf(int page) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"page/{page}?"));

    private static int? PageOf(string cursor)
    {
        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(cursor, bytes, out var length) && Encoding.UTF8.GetString(bytes[..length]).Split('/', '?') is [_, var number, _]
            && int.TryParse(number, CultureInfo.InvariantCulture, out var page)
            ? page
            : null;
    }
}
