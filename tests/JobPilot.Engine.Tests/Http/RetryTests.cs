using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

/// <summary>When a call is tried again, and how long an attempt may take.</summary>
public sealed class RetryTests : IDisposable
{
    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task SendAsync_AttemptsThatRunOutOfTime_GetTwiceThenThreeTimesAsLongAndNoMore()
    {
        await using var server = new StubServer(new StubAnswer { Hang = true });
        var client = Client(new HttpPolicy
        {
            AttemptTimeout = TimeSpan.FromSeconds(20),
            TotalTimeout = TimeSpan.FromDays(30),
            MaxRetries = 4,
            BreakAfter = 0,
            RetryDelay = TimeSpan.Zero,
        });

        var fault = await _bench.FailAsync(client, new SourceRequest(server.Url));

        Assert.Equal("The source gave no whole answer within 60 s. (5 attempts)", fault.Message);
        Assert.Equal(20 + 40 + 60 + 60 + 60, (_bench.Time.GetUtcNow() - HttpBench.Start).TotalSeconds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task SendAsync_AttemptOfNextToNoTime_EndsWithATimeout(int milliseconds)
    {
        await using var server = new StubServer(new StubAnswer { Hang = true });
        var client = Client(new HttpPolicy { AttemptTimeout = TimeSpan.FromMilliseconds(milliseconds), TotalTimeout = TimeSpan.FromDays(30), MaxRetries = 0 });

        var fault = await _bench.FailAsync(client, new SourceRequest(server.Url));

        Assert.Equal("http.timeout", fault.Code);
        Assert.Equal(10, (_bench.Time.GetUtcNow() - HttpBench.Start).TotalMilliseconds);
    }

    [Fact]
    public async Task SendAsync_DelaysOfMoreThanADay_AreTakenAsADay()
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        var client = Client(new HttpPolicy
        {
            AttemptTimeout = TimeSpan.FromDays(2),
            TotalTimeout = TimeSpan.MaxValue,
            RetryDelay = TimeSpan.FromDays(2),
            MaxRetryDelay = TimeSpan.MaxValue,
        });

        Assert.Equal(200, (await _bench.SendAsync(client, new SourceRequest(server.Url))).Status);
    }

    [Fact]
    public async Task SendAsync_RetriesOfManyCalls_AreSpreadOut()
    {
        var times = new List<DateTimeOffset>();
        await using var server = new StubServer(request =>
        {
            times.Add(_bench.Time.GetUtcNow());
            return StubAnswer.Json("{}", request.Number % 2 == 1 ? 500 : 200);
        });
        var client = Client(new HttpPolicy { RetryDelay = TimeSpan.FromSeconds(4), AttemptTimeout = TimeSpan.FromHours(20), TotalTimeout = TimeSpan.FromDays(30) });
        for (var i = 0; i < 6; i++)
        {
            await _bench.SendAsync(client, new SourceRequest(server.Url));
        }

        var waits = times.Chunk(2).Select(pair => pair[1] - pair[0]).ToList();

        Assert.Equal(6, waits.Count);
        Assert.True(waits.Distinct().Count() > 1, string.Join(' ', waits));
    }

    [Fact]
    public async Task SendAsync_OwnClassifiersWait_GoesBeforeTheServers()
    {
        var times = new List<DateTimeOffset>();
        await using var server = new StubServer(_ =>
        {
            times.Add(_bench.Time.GetUtcNow());
            return new StubAnswer { Status = 500, Headers = { ["Retry-After"] = "40" } };
        });
        var client = Client(new HttpPolicy
        {
            AttemptTimeout = TimeSpan.FromHours(20),
            TotalTimeout = TimeSpan.FromDays(30),
            MaxRetries = 1,
            Classify = _ => new FaultException(FaultKind.Transient, "Not yet.") { RetryAfter = TimeSpan.FromSeconds(15) },
        });

        var fault = await _bench.FailAsync(client, new SourceRequest(server.Url));

        Assert.Equal(TimeSpan.FromSeconds(15), times[1] - times[0]);
        Assert.Equal(TimeSpan.FromSeconds(15), fault.RetryAfter);
    }

    [Theory]
    [InlineData(429, 40)]
    [InlineData(503, 40)]
    [InlineData(500, 0)]
    public async Task SendAsync_RetryAfter_HoldsTheNextCallBackOnlyWhereItIsAboutTheRate(int status, int seconds)
    {
        await using var server = new StubServer(new StubAnswer { Status = status, Headers = { ["Retry-After"] = "40" } }, StubAnswer.Json("{}"));
        var client = Client(HttpBench.Patient(maxRetries: 0));
        var fault = await _bench.FailAsync(client, new SourceRequest(server.Url));

        await _bench.SendAsync(client, new SourceRequest(server.Url));

        Assert.Equal(TimeSpan.FromSeconds(40), fault.RetryAfter);
        Assert.Equal(seconds, (_bench.Time.GetUtcNow() - HttpBench.Start).TotalSeconds);
    }

    [Fact]
    public async Task SendAsync_RefusedForGoodWithARetryAfter_HoldsNobodyBack()
    {
        await using var server = new StubServer(new StubAnswer { Status = 503, Headers = { ["Retry-After"] = "40" } }, StubAnswer.Json("{}"));
        var policy = new HttpPolicy
        {
            AttemptTimeout = TimeSpan.FromHours(20),
            TotalTimeout = TimeSpan.FromDays(30),
            Classify = response => response.Status == 503 ? new FaultException(FaultKind.Permanent, "Gone.") : null,
        };
        await _bench.FailAsync(Client(policy), new SourceRequest(server.Url));

        await _bench.SendAsync(Client(policy), new SourceRequest(server.Url));

        Assert.Equal(HttpBench.Start, _bench.Time.GetUtcNow());
    }

    private SourceHttpClient Client(HttpPolicy policy) => _bench.Factory.Create("board").WithPolicy(policy);
}
