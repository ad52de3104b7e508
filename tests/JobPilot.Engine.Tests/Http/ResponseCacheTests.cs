using System.Text;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class ResponseCacheTests : IDisposable
{
    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task SendAsync_SameRequestInItsLifetime_CostsNothingAndKeepsItsTime()
    {
        await using var server = new StubServer(StubAnswer.Json("[1]"), StubAnswer.Json("[2]"));
        var client = Client();
        var first = await _bench.SendAsync(client, new SourceRequest(server.Url));
        _bench.Time.Advance(TimeSpan.FromMinutes(59));

        var second = await _bench.SendAsync(client, new SourceRequest(server.Url));

        Assert.True(second.FromCache);
        Assert.Equal("[1]", Encoding.UTF8.GetString(second.Body.Span));
        Assert.Equal(first.RetrievedAt, second.RetrievedAt);
        Assert.Equal(1, _bench.Budgets.Used[("board", "2026-03")]);
        Assert.Equal((1, 1), (_bench.Factory.Traffic[0].Sent, _bench.Factory.Traffic[0].FromCache));
    }

    [Fact]
    public async Task SendAsync_AfterItsLifetime_AsksAgain()
    {
        await using var server = new StubServer(StubAnswer.Json("[1]"), StubAnswer.Json("[2]"));
        var client = Client();
        await _bench.SendAsync(client, new SourceRequest(server.Url));
        _bench.Time.Advance(TimeSpan.FromMinutes(61));

        var second = await _bench.SendAsync(client, new SourceRequest(server.Url));

        Assert.Equal("[2]", Encoding.UTF8.GetString(second.Body.Span));
    }

    [Fact]
    public async Task SendAsync_RefusedAnswer_IsNotKept()
    {
        await using var server = new StubServer(StubAnswer.Json("[1]", 404));

        await _bench.FailAsync(Client(), new SourceRequest(server.Url));

        Assert.Empty(_bench.Responses.Kept);
    }

    [Fact]
    public async Task SendAsync_KeptAnswerThatIsNoLongerAccepted_AsksAgain()
    {
        await using var server = new StubServer(StubAnswer.Json("[1]"), StubAnswer.Json("[2]"));
        await _bench.SendAsync(Client(), new SourceRequest(server.Url));
        var stricter = Client(response => response.Body.Span.SequenceEqual("[1]"u8) ? new FaultException(FaultKind.Unavailable, "Old.") : null);

        var response = await _bench.SendAsync(stricter, new SourceRequest(server.Url));

        Assert.Equal("[2]", Encoding.UTF8.GetString(response.Body.Span));
    }

    [Fact]
    public async Task SendAsync_AnswerThatQuotesTheSecret_IsNotKept()
    {
        await using var server = new StubServer(StubAnswer.Json("""{"key":"planted-key-5f1c"}"""));
        var request = new SourceRequest(server.Url) { SecretHeaders = new Dictionary<string, Secret> { ["X-Key"] = new Secret("planted-key-5f1c") } };

        await _bench.SendAsync(Client(), request);

        Assert.Empty(_bench.Responses.Kept);
    }

    [Fact]
    public async Task SendAsync_Cookies_AreNotKept()
    {
        await using var server = new StubServer(new StubAnswer { Headers = { ["Set-Cookie"] = "session=1", ["X-A"] = "b" } });

        await _bench.SendAsync(Client(), new SourceRequest(server.Url));

        var (_, kept) = Assert.Single(_bench.Responses.Kept);
        Assert.Equal("b", kept.Response.Headers["x-a"]);
        Assert.False(kept.Response.Headers.ContainsKey("Set-Cookie"));
    }

    [Fact]
    public async Task SendAsync_LifetimeOfNoTime_SwitchesTheCacheOff()
    {
        await using var server = new StubServer(StubAnswer.Json("[1]"));

        await _bench.SendAsync(Client(lifetime: TimeSpan.Zero), new SourceRequest(server.Url));

        Assert.Empty(_bench.Responses.Kept);
    }

    [Fact]
    public async Task SendAsync_CancelledBeforehand_GivesNoKeptAnswerEither()
    {
        await using var server = new StubServer(StubAnswer.Json("[1]"));
        var client = Client();
        await _bench.SendAsync(client, new SourceRequest(server.Url));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(new SourceRequest(server.Url), new CancellationToken(canceled: true)).AsTask());
    }

    private SourceHttpClient Client(Func<SourceResponse, FaultException?>? classify = null, TimeSpan? lifetime = null) => _bench.Factory.Create("board").WithPolicy(new HttpPolicy
    {
        AttemptTimeout = TimeSpan.FromHours(20),
        TotalTimeout = TimeSpan.FromDays(30),
        CacheLifetime = lifetime ?? TimeSpan.FromHours(1),
        Budget = new RequestBudget("board", 1000),
        Classify = classify,
    });
}
