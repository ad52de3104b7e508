using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

/// <summary>What calls do to the breaker of their component.</summary>
public sealed class CircuitTests : IDisposable
{
    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task SendAsync_SuccessBetweenFailures_KeepsTheCircuitClosed()
    {
        await using var server = new StubServer(request => StubAnswer.Json("{}", request.Number % 3 == 0 ? 200 : 500));
        var client = Client(breakAfter: 3);
        var codes = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            codes.Add((await _bench.FailAsync(client, new SourceRequest(server.Url))).Code);
            codes.Add((await _bench.FailAsync(client, new SourceRequest(server.Url))).Code);
            await _bench.SendAsync(client, new SourceRequest(server.Url));
        }

        Assert.Equal(["http.server_error"], codes.Distinct());
        Assert.Equal(12, server.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_RefusedAnswerBetweenFailures_KeepsTheCircuitClosedToo()
    {
        await using var server = new StubServer(request => StubAnswer.Json("{}", request.Number % 3 == 0 ? 404 : 500));
        var client = Client(breakAfter: 3);
        for (var i = 0; i < 6; i++)
        {
            Assert.NotEqual("http.circuit_open", (await _bench.FailAsync(client, new SourceRequest(server.Url))).Code);
        }

        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_BudgetSpentWhereTheSourceWasToBeTriedAgain_LeavesThatToTheNextCall()
    {
        await using var server = new StubServer(StubAnswer.Json("{}", 500), StubAnswer.Json("{}"));
        await OpenAsync(server);

        var spent = await _bench.FailAsync(Client(breakAfter: 1, new RequestBudget("board", 1)), new SourceRequest(server.Url) { Cost = 2 });
        var response = await _bench.SendAsync(Client(breakAfter: 1), new SourceRequest(server.Url));

        Assert.Equal(("http.budget_spent", 200), (spent.Code, response.Status));
    }

    [Fact]
    public async Task SendAsync_CancelledWhereTheSourceWasTriedAgain_LeavesThatToTheNextCall()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new StubServer(request =>
        {
            if (request.Number == 2)
            {
                asked.SetResult();
            }

            return request.Number switch
            {
                1 => StubAnswer.Json("{}", 500),
                2 => new StubAnswer { Hang = true },
                _ => StubAnswer.Json("{}"),
            };
        });
        await OpenAsync(server);
        using var source = new CancellationTokenSource();
        var sending = Client(breakAfter: 1).SendAsync(new SourceRequest(server.Url), source.Token).AsTask();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        Assert.Equal(200, (await _bench.SendAsync(Client(breakAfter: 1), new SourceRequest(server.Url))).Status);
    }

    [Fact]
    public async Task SendAsync_OpenCircuit_TellsHowLongItStaysSo()
    {
        await using var server = new StubServer(StubAnswer.Json("{}", 500));
        await _bench.FailAsync(Client(breakAfter: 1), new SourceRequest(server.Url));
        _bench.Time.Advance(TimeSpan.FromSeconds(10));

        var fault = await _bench.FailAsync(Client(breakAfter: 1), new SourceRequest(server.Url));

        Assert.Equal(("http.circuit_open", TimeSpan.FromSeconds(20)), (fault.Code, fault.RetryAfter));
    }

    /// <summary>Opens the circuit and waits until a call may try the source again.</summary>
    private async Task OpenAsync(StubServer server)
    {
        await _bench.FailAsync(Client(breakAfter: 1), new SourceRequest(server.Url));
        Assert.Equal("http.circuit_open", (await _bench.FailAsync(Client(breakAfter: 1), new SourceRequest(server.Url))).Code);
        _bench.Time.Advance(TimeSpan.FromSeconds(30));
    }

    private SourceHttpClient Client(int breakAfter, RequestBudget? budget = null) => _bench.Factory.Create("board").WithPolicy(new HttpPolicy
    {
        MaxRetries = 0,
        BreakAfter = breakAfter,
        AttemptTimeout = TimeSpan.FromHours(20),
        TotalTimeout = TimeSpan.FromDays(30),
        Budget = budget,
    });
}
