using JobPilot.Engine.Http;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class SecretTests : IDisposable
{
    private const string Key = "planted key/5f1c";

    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(200)]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task SendAsync_SourceThatQuotesTheKey_LeavesNoTrace(int status)
    {
        await using var server = new StubServer(request => new StubAnswer
        {
            Status = status,
            Body = System.Text.Encoding.UTF8.GetBytes($"{request.Headers["X-Key"]} {request.Target}"),
            ContentType = "text/plain",
        });
        var client = _bench.Factory.Create("board").WithPolicy(new HttpPolicy
        {
            AttemptTimeout = TimeSpan.FromHours(20),
            TotalTimeout = TimeSpan.FromDays(30),
            MaxRetries = 1,
            CacheLifetime = TimeSpan.FromHours(1),
            Classify = response => new FaultException(
                response.Status is 429 or 500 ? FaultKind.Transient : FaultKind.Unavailable, System.Text.Encoding.UTF8.GetString(response.Body.Span)),
        });

        var fault = await _bench.FailAsync(client, Request(server.Url));

        Assert.Equal(Key, server.Requests[0].Headers["X-Key"]);
        Assert.Equal(Key, server.Requests[0].Query["token"]);
        AssertClean(fault.ToString());
        AssertClean(_bench.Loggers.Text);
        Assert.Contains("***", fault.Message);
    }

    [Fact]
    public async Task SendAsync_KeyThatNoHeaderCanCarry_IsNamedWithoutItsValue()
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        var request = new SourceRequest(server.Url) { SecretHeaders = new Dictionary<string, Secret> { ["X-Key"] = new Secret("half\r\nInjected: 5f1c") } };

        var fault = await _bench.FailAsync(_bench.Factory.Create("board"), request);

        Assert.Equal("http.bad_secret", fault.Code);
        Assert.DoesNotContain("5f1c", fault.ToString());
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Create_NothingSent_OpensNothing()
    {
        var made = 0;
        using var factory = new SourceHttpClientFactory(_bench.Budgets, _bench.Responses, _bench.Time, _bench.Loggers, new HttpSeams
        {
            CreateHandler = () =>
            {
                made++;
                return HttpSeams.CreateSocketsHandler();
            },
        });

        factory.Create("board").WithPolicy(new HttpPolicy { RequestsPerMinute = 6 });

        Assert.Equal(0, made);
        Assert.Equal(0, Assert.Single(factory.Traffic).Sent);
    }

    private static SourceRequest Request(Uri url) => new(url)
    {
        SecretHeaders = new Dictionary<string, Secret> { ["X-Key"] = new Secret(Key) },
        SecretQuery = new Dictionary<string, Secret> { ["token"] = new Secret(Key) },
    };

    private static void AssertClean(string text)
    {
        Assert.DoesNotContain(Key, text);
        Assert.DoesNotContain(Uri.EscapeDataString(Key), text);
    }
}
