using System.Text.Json.Nodes;
using JobPilot.Tests.Http;

namespace JobPilot.Plugins.JSearch.Tests;

public sealed class JSearchCollectorTests : IDisposable
{
    private readonly JSearchBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task ReadAsync_CursorChain_GivesEveryPageWithItsPosition()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));

        var pages = await _bench.ReadAsync(JSearchBench.Options(server));

        Assert.Equal([10, 10, 10], pages.Select(page => page.Records.Count));
        Assert.Equal(30, pages.SelectMany(page => page.Records).Select(record => record.Key).Distinct().Count());
        Assert.Equal(3, server.Requests.Count);
        Assert.False(server.Requests[0].Query.ContainsKey("cursor"));
        Assert.Equal(["1", "1", "1"], server.Requests.Select(request => request.Query["num_pages"]));
        Assert.Equal(3, pages.Select(page => page.After.Value).Distinct().Count());
        Assert.All(pages, page => Assert.InRange(page.RetrievedAt!.Value, HttpBench.Start, HttpBench.Start.AddDays(1)));
    }

    [Fact]
    public async Task ReadAsync_AfterEachPosition_GoesOnWithTheNextPage()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(4));
        var options = JSearchBench.Options(server);
        var whole = await _bench.ReadAsync(options);

        for (var i = 0; i < whole.Count; i++)
        {
            var rest = await _bench.ReadAsync(options, whole[i].After);

            Assert.Equal(Keys(whole.Skip(i + 1)), Keys(rest));
        }
    }

    [Theory]
    [InlineData(JSearchEndpoint.Search, FaultKind.Permanent, true)]
    [InlineData(JSearchEndpoint.SearchV2, FaultKind.Unavailable, false)]
    public async Task ReadAsync_PageDoesNotCome_OnlyNumberedPagesCanBeSkipped(JSearchEndpoint endpoint, FaultKind kind, bool skips)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3)) { ServesSearch = true, Instead = _ => new StubAnswer { Silent = true } };
        var options = JSearchBench.Options(server, endpoint: endpoint, maxRetries: 1);

        var fault = await _bench.FailAsync(options);

        Assert.Equal((kind, "http.cut", skips), (fault.Kind, fault.Code, fault.SkipTo is not null));
        Assert.InRange(server.Requests.Count, 2, 8); // the transport itself may repeat a call that was cut
        if (skips)
        {
            server.Instead = _ => null;
            Assert.Equal([10, 10], (await _bench.ReadAsync(options, fault.SkipTo)).Select(page => page.Records.Count));
        }
    }

    [Fact]
    public async Task ReadAsync_PagesReached_Stops()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(5));
        var options = JSearchBench.Options(server, JSearchBench.Search(pages: 2));

        var pages = await _bench.ReadAsync(options);

        Assert.Equal(2, pages.Count);
        Assert.Empty(await _bench.ReadAsync(options, pages[1].After));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task ReadAsync_RepeatedCursor_StopsAlsoAfterARestart()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3)) { RepeatsCursor = true };
        var options = JSearchBench.Options(server);

        var pages = await _bench.ReadAsync(options);
        var resumed = await _bench.ReadAsync(options, pages[1].After);

        Assert.Equal(3, pages.Count);
        Assert.Equal(Keys(pages.Skip(2)), Keys(resumed));
    }

    [Fact]
    public async Task ReadAsync_EmptyPageInTheChain_Stops()
    {
        await using var server = new FakeJSearchServer([.. FakeJobs.Pages(1), [], .. FakeJobs.Pages(1)]);

        var pages = await _bench.ReadAsync(JSearchBench.Options(server));

        Assert.Single(pages);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task ReadAsync_NoMatch_IsACompletePassWithAHint()
    {
        await using var server = new FakeJSearchServer([]);

        Assert.Empty(await _bench.ReadAsync(JSearchBench.Options(server)));
        Assert.Contains("country or language", _bench.Http.Loggers.Text);
    }

    [Fact]
    public async Task ReadAsync_SearchEndpoint_PagesByNumber()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3)) { ServesSearch = true };
        var options = JSearchBench.Options(server, endpoint: JSearchEndpoint.Search);

        var pages = await _bench.ReadAsync(options);
        var resumed = await _bench.ReadAsync(options, pages[0].After);

        Assert.Equal(3, pages.Count);
        Assert.Equal(["1", "2", "3", "4"], server.Requests.Take(4).Select(request => request.Query["page"]));
        Assert.Equal(Keys(pages.Skip(1)), Keys(resumed));
        Assert.All(server.Requests, request => Assert.Equal("/search", request.Path));
    }

    [Theory]
    [InlineData(JSearchCostModel.PerPage, 5, 5)]
    [InlineData(JSearchCostModel.Tiered, 5, 3)]
    public async Task ReadAsync_SeveralPagesACall_CostsByTheModel(JSearchCostModel model, int pages, int expected)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(9));

        var read = await _bench.ReadAsync(JSearchBench.Options(server, JSearchBench.Search(pages, numPages: 4), costModel: model));

        Assert.Equal([40, 10], read.Select(page => page.Records.Count));
        Assert.Equal(["4", "1"], server.Requests.Select(request => request.Query["num_pages"]));
        Assert.Equal(expected, Assert.Single(_bench.Http.Budgets.Used).Value);
    }

    [Fact]
    public async Task ReadAsync_OddPostings_KeepEveryFieldAsItCame()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));

        var records = (await _bench.ReadAsync(JSearchBench.Options(server)))[0].Records;

        for (var i = 0; i < records.Count; i++)
        {
            Assert.True(JsonNode.DeepEquals(server.Pages[0][i], records[i].Json), records[i].ToString());
            Assert.Equal(server.Pages[0][i]!["job_id"]!.GetValue<string>(), records[i].Key);
            Assert.Null(records[i].MalformedReason);
        }
    }

    [Fact]
    public async Task ReadAsync_EntriesThatAreNoPostings_AreMalformedWithTheirPlace()
    {
        var deep = new JsonObject { ["job_id"] = "x" };
        JsonNode nested = new JsonArray();
        for (var i = 0; i < 70; i++)
        {
            nested = new JsonArray(nested);
        }

        deep["deep"] = nested;
        var jobs = new JsonNode?[] { FakeJobs.Make(0), "text", null, 7, new JsonObject { ["job_title"] = "no id" }, new JsonObject { ["job_id"] = 5 }, deep, FakeJobs.Make(1) };
        await using var server = new FakeJSearchServer([jobs]);

        var records = (await _bench.ReadAsync(JSearchBench.Options(server)))[0].Records;

        Assert.Equal([false, true, true, true, true, true, true, false], records.Select(record => record.MalformedReason is not null));
        Assert.StartsWith("page 1, item 2: A record is a JSON object", records[1].MalformedReason);
        Assert.Equal("page 1, item 5: it has no job_id", records[4].MalformedReason);
        Assert.StartsWith("page 1, item 7: ", records[6].MalformedReason);
    }

    [Fact]
    public async Task ReadAsync_Fields_ProjectsAndKeepsTheId()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        var search = new JSearchSearch { Query = "bicycle mechanic", Fields = ["job_title"] };

        var records = (await _bench.ReadAsync(JSearchBench.Options(server, search)))[0].Records;

        Assert.Equal("job_id,job_title", server.Requests[0].Query["fields"]);
        Assert.All(records, record => Assert.Equal(["job_id", "job_title"], record.GetNames()));
    }

    [Fact]
    public async Task ReadAsync_EveryParameter_IsSentAsDocumented()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        var search = new JSearchSearch
        {
            Query = " Koch & Küche in München ",
            Country = "DE",
            Language = "de",
            DatePosted = "3days",
            WorkFromHome = true,
            EmploymentTypes = [JSearchEmploymentType.Parttime, JSearchEmploymentType.Fulltime],
            JobRequirements = ["no_degree", "no_experience"],
            Radius = 25,
            ExcludeJobPublishers = ["Some Board", "Another"],
        };

        await _bench.ReadAsync(JSearchBench.Options(server, search));

        var query = server.Requests[0].Query;
        var expected = new Dictionary<string, string>
        {
            ["query"] = "Koch & Küche in München",
            ["country"] = "de",
            ["language"] = "de",
            ["date_posted"] = "3days",
            ["work_from_home"] = "true",
            ["employment_types"] = "FULLTIME,PARTTIME",
            ["job_requirements"] = "no_degree,no_experience",
            ["radius"] = "25",
            ["exclude_job_publishers"] = "Another,Some Board",
            ["num_pages"] = "1",
        };
        Assert.Equal(expected, query.ToDictionary());
    }

    [Fact]
    public async Task ReadAsync_SameSearchWithinTheCachesLifetime_CostsNothing()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(2));
        var options = JSearchBench.Options(server, cacheLifetime: TimeSpan.FromHours(1));
        var first = await _bench.ReadAsync(options);

        var second = await _bench.ReadAsync(options);

        Assert.Equal(Keys(first), Keys(second));
        Assert.Equal(first.Select(page => page.RetrievedAt), second.Select(page => page.RetrievedAt));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(2, Assert.Single(_bench.Http.Budgets.Used).Value);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Stops()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(2));
        server.Next.Enqueue(new StubAnswer { Hang = true });
        var collector = _bench.Collector(JSearchBench.Options(server));
        var splits = await collector.PlanAsync(CancellationToken.None);
        using var source = new CancellationTokenSource();
        var reading = collector.ReadAsync(new SplitRead(splits[0], HttpBench.Start), source.Token).GetAsyncEnumerator(source.Token).MoveNextAsync().AsTask();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task ReadAsync_CursorOfAnEarlierRunThatIsRefused_ExpiresThePosition()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        var stale = new SearchPosition { Cursor = "gone", PagesRead = 1 }.ToPosition();

        var fault = await _bench.FailAsync(JSearchBench.Options(server), stale);

        Assert.Equal((FaultKind.PositionExpired, "jsearch.cursor_expired"), (fault.Kind, fault.Code));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"next_page":3,"pages_read":2}""")]
    public async Task ReadAsync_PositionOfSomethingElse_Expires(string position)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));

        var fault = await _bench.FailAsync(JSearchBench.Options(server), new Position(position));

        Assert.Equal((FaultKind.PositionExpired, "jsearch.bad_position"), (fault.Kind, fault.Code));
        Assert.Empty(server.Requests);
    }

    private static List<string?> Keys(IEnumerable<Page> pages) => [.. pages.SelectMany(page => page.Records).Select(record => record.Key)];
}
