using System.Globalization;
using System.Text;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class PolicedHttpClientTests : IDisposable
{
    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task SendAsync_Accepted_GivesBodyHeadersAndTime()
    {
        await using var server = new StubServer(new StubAnswer { Body = "{}"u8.ToArray(), Headers = { ["X-Thing"] = "7" } });

        var response = await _bench.SendAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal(200, response.Status);
        Assert.Equal("{}", Encoding.UTF8.GetString(response.Body.Span));
        Assert.Equal("7", response.Headers["x-thing"]);
        Assert.False(response.FromCache);
        Assert.Equal(HttpBench.Start, response.RetrievedAt);
    }

    [Theory]
    [InlineData(408, "http.timeout")]
    [InlineData(429, "http.too_many_requests")]
    [InlineData(500, "http.server_error")]
    [InlineData(502, "http.server_error")]
    [InlineData(503, "http.server_error")]
    [InlineData(504, "http.server_error")]
    public async Task SendAsync_TransientStatusThatPersists_IsUnavailableAfterTheRetries(int status, string code)
    {
        await using var server = new StubServer(StubAnswer.Json("{}", status));

        var fault = await _bench.FailAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, code), (fault.Kind, fault.Code));
        Assert.Contains("4 attempts", fault.Message);
        Assert.Equal(4, server.Requests.Count);
        Assert.Equal((4, 3), (_bench.Factory.Traffic[0].Sent, _bench.Factory.Traffic[0].Retries));
    }

    [Theory]
    [InlineData(304, "http.status")]
    [InlineData(400, "http.status")]
    [InlineData(401, "http.refused")]
    [InlineData(403, "http.refused")]
    [InlineData(404, "http.not_found")]
    [InlineData(418, "http.status")]
    public async Task SendAsync_OtherStatus_IsUnavailableAtOnce(int status, string code)
    {
        await using var server = new StubServer(StubAnswer.Json("{}", status));

        var fault = await _bench.FailAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, code), (fault.Kind, fault.Code));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SendAsync_OneFailure_IsRetriedAndForgotten()
    {
        await using var server = new StubServer(StubAnswer.Json("{}", 503), StubAnswer.Json("""{"a":1}"""));

        var response = await _bench.SendAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(response.Body.Span));
    }

    [Theory]
    [InlineData("20", 20)]
    [InlineData("900", 60)]
    public async Task SendAsync_RetryAfter_IsWaitedForUpToTheCap(string retryAfter, int seconds)
    {
        var times = new List<DateTimeOffset>();
        await using var server = new StubServer(request => Timed(times, request.Number == 1
            ? new StubAnswer { Status = 429, Headers = { ["Retry-After"] = retryAfter } }
            : StubAnswer.Json("{}")));

        await _bench.SendAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal(seconds, (times[1] - times[0]).TotalSeconds, tolerance: 0.1);
    }

    [Fact]
    public async Task SendAsync_Retries_WaitLongerEachTimeUpToTheCap()
    {
        var times = new List<DateTimeOffset>();
        await using var server = new StubServer(_ => Timed(times, StubAnswer.Json("{}", 500)));
        var client = Client(new HttpPolicy
        {
            MaxRetries = 7,
            BreakAfter = 0,
            RetryDelay = TimeSpan.FromSeconds(4),
            MaxRetryDelay = TimeSpan.FromSeconds(20),
            AttemptTimeout = TimeSpan.FromHours(1),
            TotalTimeout = TimeSpan.FromHours(9),
        });

        await _bench.FailAsync(client, new SourceRequest(server.Url));

        var waits = times.Zip(times.Skip(1), (one, next) => (next - one).TotalSeconds).ToList();
        Assert.Equal(7, waits.Count);
        Assert.All(waits, wait => Assert.InRange(wait, 0, 20.1));
        Assert.InRange(waits[0], 0, 12);
        Assert.True(waits[4..].Max() > waits[0]);
    }

    [Fact]
    public async Task GetJsonAsync_WebPageInsteadOfJson_IsAFault()
    {
        await using var server = new StubServer(StubAnswer.Html("<html></html>"));

        var fault = await Assert.ThrowsAsync<FaultException>(() => _bench.RunAsync(Client().GetJsonAsync(server.Url, CancellationToken.None).AsTask()));

        Assert.Equal((FaultKind.Unavailable, "http.not_json"), (fault.Kind, fault.Code));
    }

    [Fact]
    public async Task SendAsync_RetryAfterDateOfAClockAhead_IsMeasuredByThatClock()
    {
        var times = new List<DateTimeOffset>();
        var theirs = HttpBench.Start.AddHours(5);
        await using var server = new StubServer(request => Timed(times, request.Number == 1
            ? new StubAnswer
            {
                Status = 503,
                Headers =
                {
                    ["Date"] = theirs.ToString("R", CultureInfo.InvariantCulture),
                    ["Retry-After"] = theirs.AddSeconds(30).ToString("R", CultureInfo.InvariantCulture),
                },
            }
            : StubAnswer.Json("{}")));

        await _bench.SendAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal(30, (times[1] - times[0]).TotalSeconds, tolerance: 0.1);
    }

    [Fact]
    public async Task SendAsync_TooManyRequests_HoldsTheSiblingsBackToo()
    {
        var times = new List<DateTimeOffset>();
        await using var server = new StubServer(request => Timed(times, request.Number == 1
            ? new StubAnswer { Status = 429, Headers = { ["Retry-After"] = "40" } }
            : StubAnswer.Json("{}")));
        var client = Client(HttpBench.Patient(maxRetries: 0));
        await _bench.FailAsync(client, new SourceRequest(server.Url));

        await _bench.SendAsync(client, new SourceRequest(server.Url));

        Assert.Equal(40, (times[1] - times[0]).TotalSeconds, tolerance: 0.1);
    }

    [Fact]
    public async Task SendAsync_HoldBack_IsObeyedByTheNextCall()
    {
        var times = new List<DateTimeOffset>();
        await using var server = new StubServer(_ => Timed(times, StubAnswer.Json("{}")));
        var client = Client(new HttpPolicy { HoldBack = _ => TimeSpan.FromSeconds(25), AttemptTimeout = TimeSpan.FromHours(1) });
        await _bench.SendAsync(client, new SourceRequest(server.Url));

        await _bench.SendAsync(client, new SourceRequest(server.Url));

        Assert.Equal(25, (times[1] - times[0]).TotalSeconds, tolerance: 0.1);
    }

    [Fact]
    public async Task SendAsync_RequestsPerMinute_SpacesTheCallsOfAllClientsOfAComponent()
    {
        var times = new List<DateTimeOffset>();
        await using var server = new StubServer(_ => Timed(times, StubAnswer.Json("{}")));
        for (var i = 0; i < 4; i++)
        {
            await _bench.SendAsync(Client(new HttpPolicy { RequestsPerMinute = 6, AttemptTimeout = TimeSpan.FromHours(1) }), new SourceRequest(server.Url));
        }

        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(10, (pair.Second - pair.First).TotalSeconds, tolerance: 0.1));
        Assert.True(_bench.Factory.Traffic[0].Waited > TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task SendAsync_NoAnswerInTime_IsATimeoutThatIsRetriedWithMoreTime()
    {
        await using var server = new StubServer(new StubAnswer { Hang = true });
        var client = Client(new HttpPolicy { AttemptTimeout = TimeSpan.FromSeconds(30), MaxRetries = 1 });

        var fault = await _bench.FailAsync(client, new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, "http.timeout"), (fault.Kind, fault.Code));
        Assert.Contains("60 s", fault.Message);
        Assert.Contains("2 attempts", fault.Message);
    }

    [Fact]
    public async Task SendAsync_BodyThatStops_IsATimeout()
    {
        await using var server = new StubServer(new StubAnswer { HangInBody = true, Body = "{}"u8.ToArray() });
        var client = Client(new HttpPolicy { AttemptTimeout = TimeSpan.FromSeconds(30), MaxRetries = 0 });

        var fault = await _bench.FailAsync(client, new SourceRequest(server.Url));

        Assert.Equal("http.timeout", fault.Code);
    }

    [Fact]
    public async Task SendAsync_RetriesThatTakeTooLong_EndWithTheTotalLimitAndTheLastCause()
    {
        await using var server = new StubServer(StubAnswer.Json("{}", 500));
        var client = Client(new HttpPolicy
        {
            MaxRetries = 20,
            BreakAfter = 0,
            AttemptTimeout = TimeSpan.FromHours(20),
            TotalTimeout = TimeSpan.FromMinutes(2),
        });

        var fault = await _bench.FailAsync(client, new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, "http.total_timeout"), (fault.Kind, fault.Code));
        Assert.Contains("120 s", fault.Message);
        Assert.Contains("500", fault.Message);
    }

    [Fact]
    public async Task SendAsync_LongWaitForTheRate_DoesNotCountForTheTotalLimit()
    {
        await using var server = new StubServer(StubAnswer.Json("{}"));
        var client = Client(new HttpPolicy
        {
            HoldBack = _ => TimeSpan.FromMinutes(50),
            MaxRetryDelay = TimeSpan.FromHours(1),
            TotalTimeout = TimeSpan.FromMinutes(20),
            AttemptTimeout = TimeSpan.FromHours(20),
        });
        await client.SendAsync(new SourceRequest(server.Url), CancellationToken.None);
        var second = client.SendAsync(new SourceRequest(server.Url), CancellationToken.None).AsTask();

        // The limit of 20 minutes stands still by now: only the wait is left.
        Assert.Null(_bench.Time.NextWithin(TimeSpan.FromMinutes(49)));
        _bench.Time.Advance(TimeSpan.FromMinutes(49.9));
        Assert.False(second.IsCompleted);
        _bench.Time.Advance(TimeSpan.FromMinutes(0.1));

        Assert.Equal(200, (await second).Status);
    }

    [Fact]
    public async Task SendAsync_FailuresInARow_OpenTheCircuitForTheWholeComponent()
    {
        await using var server = new StubServer(StubAnswer.Json("{}", 500));
        var policy = new HttpPolicy { MaxRetries = 10, BreakAfter = 3, AttemptTimeout = TimeSpan.FromHours(1), TotalTimeout = TimeSpan.FromHours(9) };
        var first = await _bench.FailAsync(Client(policy), new SourceRequest(server.Url));

        var second = await _bench.FailAsync(Client(policy), new SourceRequest(server.Url));

        Assert.Equal("http.server_error", first.Code);
        Assert.Equal((FaultKind.Unavailable, "http.circuit_open"), (second.Kind, second.Code));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_TooManyRequestsInARow_LeaveTheCircuitClosed()
    {
        await using var server = new StubServer(StubAnswer.Json("{}", 429));
        var client = Client(new HttpPolicy { MaxRetries = 4, BreakAfter = 3, AttemptTimeout = TimeSpan.FromHours(1), TotalTimeout = TimeSpan.FromHours(9) });

        var fault = await _bench.FailAsync(client, new SourceRequest(server.Url));

        Assert.Equal("http.too_many_requests", fault.Code);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_ManyAtOnce_NeverExceedMaxConnections()
    {
        var inFlight = 0;
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new StubServer(_ =>
        {
            if (Interlocked.Increment(ref inFlight) == 3)
            {
                full.SetResult();
            }

            var answer = StubAnswer.Json("{}");
            answer.WaitFor = release.Task;
            return answer;
        });
        var client = Client(new HttpPolicy { MaxConnections = 3, AttemptTimeout = TimeSpan.FromHours(1), TotalTimeout = TimeSpan.FromHours(9) });

        var sending = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.SendAsync(new SourceRequest(server.Url), CancellationToken.None).AsTask()));
        await full.Task.WaitAsync(TimeSpan.FromSeconds(20));

        // None of the three is answered: a fourth would have come by now.
        await Task.Delay(200);
        Assert.Equal(3, Volatile.Read(ref inFlight));
        release.SetResult();
        await sending.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(20, server.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_Cancelled_ThrowsWithTheCallersToken()
    {
        await using var server = new StubServer(new StubAnswer { Hang = true });
        using var source = new CancellationTokenSource();
        var sending = Client().SendAsync(new SourceRequest(server.Url), source.Token).AsTask();

        await source.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(source.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task SendAsync_OwnClassifier_DecidesAndSeesEveryAnswer()
    {
        await using var server = new StubServer(StubAnswer.Json("[1]"), StubAnswer.Json("[2]"));
        var client = Client(new HttpPolicy
        {
            AttemptTimeout = TimeSpan.FromHours(1),
            Classify = response => response.Body.Span.SequenceEqual("[1]"u8) ? new FaultException(FaultKind.Transient, "Not yet.") : null,
        });

        var response = await _bench.SendAsync(client, new SourceRequest(server.Url));

        Assert.Equal("[2]", Encoding.UTF8.GetString(response.Body.Span));
    }

    [Fact]
    public async Task SendAsync_NothingListens_IsUnavailableAndNamesTheHost()
    {
        Uri url;
        await using (var server = new StubServer(StubAnswer.Json("{}")))
        {
            url = server.Url;
        }

        var fault = await _bench.FailAsync(Client(HttpBench.Patient(maxRetries: 1)), new SourceRequest(url));

        Assert.Equal((FaultKind.Unavailable, "http.no_connection"), (fault.Kind, fault.Code));
        Assert.Contains(url.Authority, fault.Message);
        Assert.NotNull(fault.Fix);
    }

    [Theory]
    [InlineData("file:///etc/hosts")]
    [InlineData("ftp://jobs.example/")]
    public async Task SendAsync_NoHttpAddress_IsRefused(string url)
    {
        var fault = await _bench.FailAsync(Client(), new SourceRequest(new Uri(url)));

        Assert.Equal("http.bad_address", fault.Code);
    }

    [Fact]
    public async Task SendAsync_Post_SendsTheBody()
    {
        await using var server = new StubServer(StubAnswer.Json("{}"));
        var request = new SourceRequest(server.Url) { Method = HttpMethod.Post, Body = """{"q":"baker"}"""u8.ToArray() };

        await _bench.SendAsync(Client(), request);

        Assert.Equal(("POST", """{"q":"baker"}"""), (server.Requests[0].Method, server.Requests[0].Body));
        Assert.Equal("application/json", server.Requests[0].Headers["content-type"]);
    }

    [Fact]
    public async Task SendAsync_ServersLimitComesNear_WarnsOnce()
    {
        await using var server = new StubServer(new StubAnswer
        {
            Headers = { ["X-RateLimit-Requests-Limit"] = "200", ["X-RateLimit-Requests-Remaining"] = "12" },
        });

        await _bench.SendAsync(Client(), new SourceRequest(server.Url));
        await _bench.SendAsync(Client(), new SourceRequest(server.Url));

        Assert.Single(_bench.Loggers.Lines, line => line.Level == Microsoft.Extensions.Logging.LogLevel.Warning && line.Text.Contains("12 more of 200"));
    }

    private SourceHttpClient Client(HttpPolicy? policy = null) => _bench.Factory.Create("board").WithPolicy(policy ?? HttpBench.Patient());

    private StubAnswer Timed(List<DateTimeOffset> times, StubAnswer answer)
    {
        times.Add(_bench.Time.GetUtcNow());
        return answer;
    }
}
