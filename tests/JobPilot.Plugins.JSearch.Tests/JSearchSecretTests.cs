using JobPilot.Tests.Http;

namespace JobPilot.Plugins.JSearch.Tests;

/// <summary>Plants a key and looks for it wherever something is kept or shown. Invariant 9.</summary>
public sealed class JSearchSecretTests
{
    [Theory]
    [InlineData(FakeJSearchServer.RapidKey)]
    [InlineData(FakeJSearchServer.NinjaKey)]
    public async Task Everything_ThatIsKeptOrShown_HoldsNoKey(string key)
    {
        using var bench = new JSearchBench();
        await using var server = new FakeJSearchServer(FakeJobs.Pages(2));
        var options = JSearchBench.Options(server, key: key, cacheLifetime: TimeSpan.FromHours(1));
        server.Next.Enqueue(StubAnswer.Json($$"""{"message":"Too many requests for {{key}}"}""", 429));
        var splits = await bench.Collector(options).PlanAsync(CancellationToken.None);
        var pages = await bench.ReadAsync(options);
        foreach (var status in new[] { 400, 401, 403, 404, 418 })
        {
            server.Next.Enqueue(StubAnswer.Json($$"""{"message":"The key {{key}} is not welcome."}""", status));
            var fault = await bench.FailAsync(JSearchBench.Options(server, key: key, search: JSearchBench.Search(9)));

            Assert.Contains("***", fault.Message);
            AssertClean(fault.ToString(), fault.Fix);
        }

        Assert.Contains(server.Requests, request => request.Headers.Values.Contains(key));
        AssertClean(bench.Http.Loggers.Text);
        AssertClean([.. splits.Select(split => $"{split.Id} {split.Json}")]);
        AssertClean([.. pages.Select(page => $"{page.After.Value} {string.Join('\n', page.Records)}")]);
        AssertClean([.. bench.Http.Budgets.Used.Keys.Select(spent => spent.Account)]);
        AssertClean([.. bench.Http.Factory.Budgets.Select(budget => budget.Account)]);
        AssertClean([.. bench.Http.Responses.Kept.Select(kept => $"{kept.Key} {string.Join(' ', kept.Value.Response.Headers)}")]);

        void AssertClean(params string?[] texts) => Assert.All(texts, text => Assert.DoesNotContain(key, text ?? ""));
    }

    [Fact]
    public void Account_OfTwoKeys_DiffersAndGivesNoneAway()
    {
        var one = new JSearchAccess(new JSearchOptions { ApiKey = new Secret(FakeJSearchServer.RapidKey) });
        var two = new JSearchAccess(new JSearchOptions { ApiKey = new Secret("another0key") });

        Assert.Matches("^jsearch/rapidapi/[0-9a-f]{8}$", one.Account);
        Assert.NotEqual(one.Account, two.Account);
    }
}
