using JobPilot.Tests.Http;

namespace JobPilot.Plugins.JSearch.Tests;

/// <summary>What happens on each answer: the rows of the table in the plugin's README.</summary>
public sealed class JSearchAnswersTests : IDisposable
{
    private readonly JSearchBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task PlanAsync_NoKey_IsUnavailableAndNamesTheVariable(string key)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));

        var fault = await _bench.FailAsync(JSearchBench.Options(server, key: key));

        Assert.Equal((FaultKind.Unavailable, "jsearch.no_key"), (fault.Kind, fault.Code));
        Assert.Contains("RAPIDAPI_KEY", fault.Fix);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task ReadAsync_KeyOfTheDirectHost_IsSentAsItWantsIt()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));

        var pages = await _bench.ReadAsync(JSearchBench.Options(server, key: $" {FakeJSearchServer.NinjaKey}\n", shop: JSearchShop.Openwebninja));

        Assert.Single(pages);
        Assert.Equal("/jsearch/search-v2", server.Requests[0].Path);
        Assert.Equal(FakeJSearchServer.NinjaKey, server.Requests[0].Headers["x-api-key"]);
        Assert.False(server.Requests[0].Headers.ContainsKey("X-RapidAPI-Key"));
    }

    [Fact]
    public async Task ReadAsync_Auto_TellsTheShopByTheKey()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));

        Assert.Single(await _bench.ReadAsync(JSearchBench.Options(server, key: FakeJSearchServer.NinjaKey)));
        Assert.Single(await _bench.ReadAsync(JSearchBench.Options(server, key: FakeJSearchServer.RapidKey)));
        Assert.Equal("jsearch.p.rapidapi.com", server.Requests[1].Headers["X-RapidAPI-Host"]);
    }

    [Fact]
    public async Task PlanAsync_DirectHostsKeyForRapidApi_IsSaidWithoutACall()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));

        var fault = await _bench.FailAsync(JSearchBench.Options(server, key: FakeJSearchServer.NinjaKey, shop: JSearchShop.Rapidapi));

        Assert.Equal((FaultKind.Unavailable, "jsearch.wrong_shop"), (fault.Kind, fault.Code));
        Assert.Contains("shop: openwebninja", fault.Fix);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task ReadAsync_RapidApisKeyForTheDirectHost_IsRefusedWithTheHint()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));

        var fault = await _bench.FailAsync(JSearchBench.Options(server, key: FakeJSearchServer.RapidKey, shop: JSearchShop.Openwebninja));

        Assert.Equal((FaultKind.Unavailable, "jsearch.bad_key"), (fault.Kind, fault.Code));
        Assert.Contains("set shop", fault.Fix);
        Assert.Contains("shop: rapidapi", _bench.Http.Loggers.Text);
    }

    [Theory]
    [InlineData(400, """{"status":"ERROR","error":{"message":"Invalid country","code":400}}""", FaultKind.Permanent, "jsearch.bad_parameter", "Invalid country")]
    [InlineData(401, """{"message":"Invalid API key."}""", FaultKind.Unavailable, "jsearch.bad_key", "Invalid API key.")]
    [InlineData(401, "", FaultKind.Unavailable, "jsearch.bad_key", "refused")]
    [InlineData(402, "", FaultKind.Unavailable, "jsearch.unexpected_status", "402")]
    [InlineData(403, FakeJSearchServer.NotSubscribed, FaultKind.Unavailable, "jsearch.not_subscribed", "no subscription")]
    [InlineData(403, """{"message":"Blocked user"}""", FaultKind.Unavailable, "jsearch.bad_key", "Blocked user")]
    [InlineData(404, """{"message":"Endpoint '/search-v2' does not exist"}""", FaultKind.Unavailable, "jsearch.endpoint_gone", "does not exist")]
    [InlineData(429, FakeJSearchServer.MonthUsedUp, FaultKind.Unavailable, "jsearch.quota_spent", "this month are used up")]
    [InlineData(429, """{"message":"You have exceeded the DAILY quota for Requests on your current plan, BASIC."}""", FaultKind.Unavailable, "jsearch.quota_spent", "this day are used up")]
    [InlineData(429, """{"message":"You have exceeded the HOURLY quota for Requests on your current plan, BASIC."}""", FaultKind.Unavailable, "jsearch.quota_spent", "this hour are used up")]
    public async Task ReadAsync_Refusal_IsATypedFaultAtOnce(int status, string body, FaultKind kind, string code, string says)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        server.Next.Enqueue(StubAnswer.Json(body, status));

        var fault = await _bench.FailAsync(JSearchBench.Options(server));

        Assert.Equal((kind, code), (fault.Kind, fault.Code));
        Assert.Contains(says, fault.Message);
        Assert.NotNull(fault.Fix);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task ReadAsync_RetiredPath_SaysWhichEndpointToSet()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));

        var fault = await _bench.FailAsync(JSearchBench.Options(server, endpoint: JSearchEndpoint.Search));

        Assert.Equal((FaultKind.Unavailable, "jsearch.endpoint_gone"), (fault.Kind, fault.Code));
        Assert.Contains("endpoint: search_v2", fault.Fix);
    }

    [Fact]
    public async Task ReadAsync_TooMany_WaitsAsToldAndGoesOn()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        server.Next.Enqueue(new StubAnswer { Status = 429, Body = "{\"message\":\"Too many requests\"}"u8.ToArray(), Headers = { ["Retry-After"] = "30" } });

        var pages = await _bench.ReadAsync(JSearchBench.Options(server));

        Assert.Single(pages);
        Assert.True(_bench.Http.Time.GetUtcNow() - HttpBench.Start >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task ReadAsync_TooManyWithoutAnEnd_IsUnavailableAfterTheRetries()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        EnqueueTimes(server, 3, StubAnswer.Json(FakeJSearchServer.TooMany, 429));

        var fault = await _bench.FailAsync(JSearchBench.Options(server));

        Assert.Equal((FaultKind.Unavailable, "jsearch.too_many_requests"), (fault.Kind, fault.Code));
        Assert.Contains("requests_per_minute", fault.Fix);
    }

    [Fact]
    public async Task ReadAsync_NotSubscribedAfterTooMany_IsTheLimiter()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        server.Next.Enqueue(StubAnswer.Json(FakeJSearchServer.TooMany, 429));
        server.Next.Enqueue(StubAnswer.Json(FakeJSearchServer.NotSubscribed, 403));

        var fault = await _bench.FailAsync(JSearchBench.Options(server));

        Assert.Equal((FaultKind.Unavailable, "jsearch.limited"), (fault.Kind, fault.Code));
        Assert.Contains("limiter", fault.Message);
        Assert.Equal(TimeSpan.FromMinutes(30), fault.RetryAfter);
    }

    [Fact]
    public async Task ReadAsync_NothingRemaining_IsTheQuotaWhateverTheTextSays()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        server.Next.Enqueue(new StubAnswer
        {
            Status = 429,
            Headers = { ["X-RateLimit-Requests-Remaining"] = "0", ["X-RateLimit-Requests-Reset"] = "86400" },
        });

        var fault = await _bench.FailAsync(JSearchBench.Options(server));

        Assert.Equal("jsearch.quota_spent", fault.Code);
        Assert.Equal(TimeSpan.FromDays(1), fault.RetryAfter);
    }

    [Fact]
    public async Task ReadAsync_RateLimitExhausted_HoldsTheNextCallBack()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(2)) { SendsRateHeaders = false };
        server.Next.Enqueue(new StubAnswer
        {
            Body = System.Text.Encoding.UTF8.GetBytes(FakeJSearchServer.EnvelopeV2([FakeJobs.Make(70)], "cGFnZS8xPw==").ToJsonString()),
            Headers = { ["X-RateLimit-Remaining"] = "0", ["X-RateLimit-Limit"] = "5", ["X-RateLimit-Reset"] = "40" },
        });

        var pages = await _bench.ReadAsync(JSearchBench.Options(server));

        Assert.Equal([1, 10], pages.Select(page => page.Records.Count));
        Assert.True(pages[1].RetrievedAt - pages[0].RetrievedAt >= TimeSpan.FromSeconds(39.8));
    }

    [Theory]
    [InlineData("{\"status\":\"OK\",\"data\":{\"jobs\":[{\"job_id\":\"a\"", "jsearch.broken_json")]
    [InlineData("{\"status\":\"OK\",\"data\":{\"jobs\":[]}} trailing", "jsearch.broken_json")]
    [InlineData("", "jsearch.broken_json")]
    [InlineData("<!doctype html><html><body>Sign in</body></html>", "jsearch.not_json")]
    [InlineData("[]", "jsearch.wrong_shape")]
    [InlineData("\"OK\"", "jsearch.wrong_shape")]
    [InlineData("{\"status\":\"OK\"}", "jsearch.wrong_shape")]
    [InlineData("{\"status\":\"OK\",\"data\":null}", "jsearch.wrong_shape")]
    [InlineData("{\"status\":\"OK\",\"data\":{\"jobs\":{}}}", "jsearch.wrong_shape")]
    [InlineData("{\"status\":\"OK\",\"data\":{\"jobs\":[],\"cursor\":7}}", "jsearch.wrong_shape")]
    [InlineData("{\"status\":\"ERROR\",\"error\":{\"message\":\"Oops\"},\"data\":[]}", "jsearch.error_answer")]
    public async Task ReadAsync_AnswerThatIsNone_IsRetriedAndUnavailableIfItPersists(string body, string code)
    {
        await using var once = new FakeJSearchServer(FakeJobs.Pages(1));
        once.Next.Enqueue(StubAnswer.Json(body));
        await using var always = new FakeJSearchServer(FakeJobs.Pages(1));
        EnqueueTimes(always, 3, StubAnswer.Json(body));

        var pages = await _bench.ReadAsync(JSearchBench.Options(once));
        var fault = await _bench.FailAsync(JSearchBench.Options(always));

        Assert.Single(pages);
        Assert.Equal(2, once.Requests.Count);
        Assert.Equal((FaultKind.Unavailable, code), (fault.Kind, fault.Code));
        Assert.Contains("3 attempts", fault.Message);
        Assert.NotNull(fault.Fix);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task ReadAsync_ServerError_IsRetriedAndUnavailableIfItPersists(int status)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        EnqueueTimes(server, 4, StubAnswer.Html("<h1>Bad gateway</h1>", status));

        var fault = await _bench.FailAsync(JSearchBench.Options(server));
        var pages = await _bench.ReadAsync(JSearchBench.Options(server));

        Assert.Equal((FaultKind.Unavailable, "jsearch.server_error"), (fault.Kind, fault.Code));
        Assert.Single(pages);
    }

    [Fact]
    public async Task ReadAsync_NoAnswerInTime_IsUnavailableAfterTheRetries()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        EnqueueTimes(server, 3, new StubAnswer { Hang = true });

        var fault = await _bench.FailAsync(JSearchBench.Options(server, timeout: TimeSpan.FromSeconds(20)));

        Assert.Equal((FaultKind.Unavailable, "http.timeout"), (fault.Kind, fault.Code));
    }

    [Fact]
    public async Task ReadAsync_AnswerAfterTwentySeconds_IsWaitedFor()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        var slow = FakeJSearchServer.EnvelopeV2([FakeJobs.Make(7)], null).ToJsonString();
        server.Next.Enqueue(new StubAnswer
        {
            Body = System.Text.Encoding.UTF8.GetBytes(slow),
            WaitFor = Task.Delay(TimeSpan.FromSeconds(20), _bench.Http.Time),
        });

        var reading = _bench.BeginReadAsync(JSearchBench.Options(server, timeout: new JSearchOptions().Timeout));
        while (server.Requests.Count == 0)
        {
            await Task.Delay(1);
        }

        _bench.Http.Time.Advance(TimeSpan.FromSeconds(20));
        var pages = await reading;

        Assert.Single(Assert.Single(pages).Records);
        Assert.Single(server.Requests);
        Assert.Equal(HttpBench.Start.AddSeconds(20), pages[0].RetrievedAt);
    }

    [Fact]
    public async Task ReadAsync_ConnectionCut_IsRetried()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        server.Next.Enqueue(new StubAnswer { Silent = true });
        server.Next.Enqueue(new StubAnswer { Body = "{\"status\":"u8.ToArray(), DeclaredLength = 5000, CutAfter = 10 });

        Assert.Single(await _bench.ReadAsync(JSearchBench.Options(server)));
    }

    [Fact]
    public async Task ReadAsync_BudgetSpent_StopsBeforeTheCallAndNamesTheOption()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(5));

        var fault = await _bench.FailAsync(JSearchBench.Options(server, monthlyBudget: 2));

        Assert.Equal((FaultKind.Unavailable, "http.budget_spent"), (fault.Kind, fault.Code));
        Assert.Contains("monthly_budget", fault.Fix);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task ReadAsync_NoBudget_CountsNothing()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));

        Assert.Equal(3, (await _bench.ReadAsync(JSearchBench.Options(server, monthlyBudget: null))).Count);
        Assert.Empty(_bench.Http.Budgets.Used);
    }

    private static void EnqueueTimes(FakeJSearchServer server, int times, StubAnswer answer)
    {
        for (var i = 0; i < times; i++)
        {
            server.Next.Enqueue(answer);
        }
    }
}
