using JobPilot.Tests.Http;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine.Tests.Http;

public sealed class BudgetTests : IDisposable
{
    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task SendAsync_BudgetSpent_SendsNothingAndSaysHowToMendIt()
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        _bench.Budgets.Put("board/free", "2026-03", 199);

        var fault = await _bench.FailAsync(Client(limit: 200), new SourceRequest(server.Url) { Cost = 2 });

        Assert.Equal((FaultKind.Unavailable, "http.budget_spent"), (fault.Kind, fault.Code));
        Assert.Contains("199 of 200 credits are used in 2026-03", fault.Message);
        Assert.Contains("2026-04-01", fault.Fix);
        Assert.Equal(17.375, fault.RetryAfter!.Value.TotalDays, tolerance: 0.00001);
        Assert.Empty(server.Requests);
        Assert.Equal(199, _bench.Budgets.Used[("board/free", "2026-03")]);
    }

    [Fact]
    public async Task SendAsync_Retries_CostToo()
    {
        await using var server = new StubServer(StubAnswer.Json("[]", 500), StubAnswer.Json("[]", 500), StubAnswer.Json("[]"));

        await _bench.SendAsync(Client(limit: 200), new SourceRequest(server.Url) { Cost = 3 });

        Assert.Equal(9, _bench.Budgets.Used[("board/free", "2026-03")]);
        var use = Assert.Single(_bench.Factory.Budgets);
        Assert.Equal(("board/free", "2026-03", 9, 200), (use.Account, use.Period, use.Used, use.Limit));
    }

    [Fact]
    public async Task SendAsync_SpentAmongTheRetries_Stops()
    {
        await using var server = new StubServer(StubAnswer.Json("[]", 500));

        var fault = await _bench.FailAsync(Client(limit: 2), new SourceRequest(server.Url));

        Assert.Equal("http.budget_spent", fault.Code);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_Free_SpendsNothing()
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));

        await _bench.SendAsync(Client(limit: 1), new SourceRequest(server.Url) { Cost = 0 });

        Assert.Empty(_bench.Budgets.Used);
    }

    [Fact]
    public async Task SendAsync_NinetyPercentUsed_WarnsOnce()
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        _bench.Budgets.Put("board/free", "2026-03", 7);
        var client = Client(limit: 10);

        await _bench.SendAsync(client, new SourceRequest(server.Url));
        Assert.DoesNotContain(_bench.Loggers.Lines, line => line.Level == LogLevel.Warning);
        await _bench.SendAsync(client, new SourceRequest(server.Url));
        await _bench.SendAsync(client, new SourceRequest(server.Url));

        var warning = Assert.Single(_bench.Loggers.Lines, line => line.Level == LogLevel.Warning);
        Assert.Contains("9 of 10 credits are used in 2026-03", warning.Text);
    }

    [Fact]
    public async Task OnBudgetLow_LastTenthBegins_IsToldOncePerPeriod()
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        var told = new List<(string Account, string Period, long Used, long Limit)>();
        _bench.Factory.OnBudgetLow(use => told.Add((use.Account, use.Period, use.Used, use.Limit)));
        _bench.Budgets.Put("board/free", "2026-03-14T15", 7);
        _bench.Budgets.Put("board/free", "2026-03-14T16", 9);
        var client = Client(limit: 10, BudgetPeriod.Hour);

        await _bench.SendAsync(client, new SourceRequest(server.Url));
        Assert.Empty(told);
        await _bench.SendAsync(client, new SourceRequest(server.Url));
        await _bench.SendAsync(client, new SourceRequest(server.Url));
        _bench.Time.Advance(TimeSpan.FromHours(1));
        await _bench.SendAsync(client, new SourceRequest(server.Url));

        Assert.Equal([("board/free", "2026-03-14T15", 9, 10), ("board/free", "2026-03-14T16", 10, 10)], told);
    }

    [Fact]
    public async Task Budgets_ManyAccounts_ComeInTheirOrder()
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        foreach (var account in new[] { "b", "c", "a" })
        {
            await _bench.SendAsync(Client(limit: 10, account: account), new SourceRequest(server.Url));
        }

        Assert.Equal(["a", "b", "c"], _bench.Factory.Budgets.Select(use => use.Account));
    }

    [Theory]
    [InlineData(BudgetPeriod.Month, "2026-03", "2026-04-01 00:00")]
    [InlineData(BudgetPeriod.Day, "2026-03-14", "2026-03-15 00:00")]
    [InlineData(BudgetPeriod.Hour, "2026-03-14T15", "2026-03-14 16:00")]
    public async Task SendAsync_Period_IsOneOfTheCalendar(BudgetPeriod period, string name, string next)
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        _bench.Budgets.Put("board/free", name, 1);

        var fault = await _bench.FailAsync(Client(limit: 1, period), new SourceRequest(server.Url));

        Assert.Contains($"used in {name},", fault.Message);
        Assert.Contains(next, fault.Fix);
    }

    private SourceHttpClient Client(int limit, BudgetPeriod period = BudgetPeriod.Month, string account = "board/free") => _bench.Factory.Create("board").WithPolicy(new HttpPolicy
    {
        AttemptTimeout = TimeSpan.FromHours(20),
        TotalTimeout = TimeSpan.FromDays(30),
        Budget = new RequestBudget(account, limit) { Period = period },
    });
}
