using JobPilot.Engine.Http;
using JobPilot.Testing;
using JobPilot.Tests.Http;

namespace JobPilot.Plugins.JSearch.Tests;

/// <summary>The suite over the engine's client and a server of ours; the clock is the system's, since the suite waits in real time.</summary>
public abstract class JSearchConformance : CollectorConformance, IAsyncLifetime
{
    private readonly HttpBench _http = new(bench => new SourceHttpClientFactory(bench.Budgets, bench.Responses, TimeProvider.System, bench.Loggers));
    private readonly FakeJSearchServer _server = new(FakeJobs.Pages(3, 4)) { ServesSearch = true };

    private protected abstract JSearchEndpoint Endpoint { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    protected override DateTimeOffset? PostedAt(Record record) =>
        record.GetInteger(FieldPath.Parse("job_posted_at_timestamp")) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    protected override ICollector CreateCollector() => new JSearchCollector(
        new JSearchOptions
        {
            ApiKey = new Secret(FakeJSearchServer.RapidKey),
            BaseUrl = _server.BaseUrl,
            Endpoint = Endpoint,
            MonthlyBudget = null,
            RequestsPerMinute = 1000,
            Searches = [JSearchBench.Search(2), new JSearchSearch { Query = "Fahrradmechaniker", Country = "de", Pages = 10, NumPages = 2 }],
        },
        TestContext.Create("jsearch", TimeProvider.System, _http.Factory.Create("jsearch"), logger: _http.Loggers));
}

public sealed class JSearchCursorConformanceTests : JSearchConformance
{
    private protected override JSearchEndpoint Endpoint => JSearchEndpoint.SearchV2;
}

public sealed class JSearchPageConformanceTests : JSearchConformance
{
    private protected override JSearchEndpoint Endpoint => JSearchEndpoint.Search;
}
