using JobPilot.Testing;
using JobPilot.Tests.Http;

namespace JobPilot.Plugins.JSearch.Tests;

/// <summary>Runs the collector over the engine's real client against a server of ours.</summary>
internal sealed class JSearchBench : IDisposable
{
    public HttpBench Http { get; } = new();

    /// <summary>Options for a server of ours; the time limit lies beyond what the clock is moved on for.</summary>
    public static JSearchOptions Options(
        FakeJSearchServer server,
        JSearchSearch? search = null,
        string? key = null,
        JSearchShop shop = JSearchShop.Auto,
        JSearchEndpoint endpoint = JSearchEndpoint.SearchV2,
        JSearchCostModel costModel = JSearchCostModel.PerPage,
        int? monthlyBudget = 200,
        int maxRetries = 2,
        TimeSpan? timeout = null,
        TimeSpan? cacheLifetime = null) => new()
        {
            ApiKey = new Secret(key ?? FakeJSearchServer.RapidKey),
            BaseUrl = shop == JSearchShop.Openwebninja || key == FakeJSearchServer.NinjaKey ? server.NinjaUrl : server.BaseUrl,
            Shop = shop,
            Endpoint = endpoint,
            CostModel = costModel,
            MonthlyBudget = monthlyBudget,
            MaxRetries = maxRetries,
            Timeout = timeout ?? TimeSpan.FromMinutes(10),
            CacheLifetime = cacheLifetime ?? TimeSpan.Zero,
            Searches = [search ?? Search(10)],
        };

    public static JSearchSearch Search(int pages, int numPages = 1) => new() { Query = "bicycle mechanic", Pages = pages, NumPages = numPages };

    public JSearchCollector Collector(JSearchOptions options) =>
        new(options, TestContext.Create("jsearch", Http.Time, Http.Factory.Create("jsearch"), logger: Http.Loggers));

    /// <summary>Plans, then reads the first split to its end.</summary>
    public Task<List<Page>> ReadAsync(JSearchOptions options, Position? after = null) =>
        Http.RunAsync(ReadAllAsync(Collector(options), after));

    /// <summary>As <see cref="ReadAsync"/>, while the test moves the clock itself.</summary>
    public Task<List<Page>> BeginReadAsync(JSearchOptions options) => ReadAllAsync(Collector(options), after: null);

    public async Task<FaultException> FailAsync(JSearchOptions options, Position? after = null) =>
        await Assert.ThrowsAsync<FaultException>(() => ReadAsync(options, after));

    public void Dispose() => Http.Dispose();

    private static async Task<List<Page>> ReadAllAsync(JSearchCollector collector, Position? after)
    {
        var splits = await collector.PlanAsync(CancellationToken.None);
        var pages = new List<Page>();
        await foreach (var page in collector.ReadAsync(new SplitRead(splits[0], HttpBench.Start) { After = after }, CancellationToken.None))
        {
            pages.Add(page);
        }

        return pages;
    }
}
