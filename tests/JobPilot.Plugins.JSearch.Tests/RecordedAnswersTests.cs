using System.Text.Json.Nodes;
using JobPilot.Tests;
using JobPilot.Tests.Http;

namespace JobPilot.Plugins.JSearch.Tests;

/// <summary>Answers that others recorded from the live API; skipped where they are absent.</summary>
public sealed class RecordedAnswersTests : IDisposable
{
    private readonly JSearchBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [SkippableTheory]
    [InlineData("designer-us-2025-07.json")]
    [InlineData("fleuriste-france-2023.json")]
    [InlineData("javascript-developer-texas-2023.json")]
    [InlineData("javascript-react-developer-us-2023-10.json")]
    [InlineData("job-details-python-2023-03.json")]
    [InlineData("nodejs-developer-new-york-2024.json")]
    [InlineData("python-developer-texas-2023.json")]
    [InlineData("react-developer-us-2023-12.json")]
    [InlineData("react-native-developer-2023-06.json")]
    [InlineData("web-developer-2023-05-trimmed.json")]
    public async Task ReadAsync_RecordedAnswer_KeepsEveryPostingAsItCame(string file)
    {
        var body = File.ReadAllBytes(SharedData.Require($"jsearch/{file}"));
        await using var server = new FakeJSearchServer([]);
        server.Next.Enqueue(new StubAnswer { Body = body });

        var records = (await _bench.ReadAsync(JSearchBench.Options(server)))[0].Records;

        var jobs = JsonNode.Parse(body)!["data"]!.AsArray();
        Assert.Equal(jobs.Count, records.Count);
        for (var i = 0; i < jobs.Count; i++)
        {
            Assert.Null(records[i].MalformedReason);
            Assert.Equal(jobs[i]!["job_id"]!.GetValue<string>(), records[i].Key);
            Assert.True(JsonNode.DeepEquals(jobs[i], records[i].Json));
        }
    }

    [SkippableFact]
    public async Task ReadAsync_RecordedPostingsWithoutAnId_AreMalformedWithTheirText()
    {
        var body = File.ReadAllBytes(SharedData.Require("jsearch/javascript-developer-uk-2023.json"));
        await using var server = new FakeJSearchServer([]);
        server.Next.Enqueue(new StubAnswer { Body = body });

        var records = (await _bench.ReadAsync(JSearchBench.Options(server)))[0].Records;

        Assert.NotEmpty(records);
        Assert.All(records, record => Assert.EndsWith("it has no job_id", record.MalformedReason));
        Assert.All(records, record => Assert.Contains("employer_name", record.ToString()));
    }

    [SkippableFact]
    public async Task ReadAsync_RecordedAnswerOfAnotherEndpoint_IsTheWrongShape()
    {
        var body = File.ReadAllBytes(SharedData.Require("jsearch/search-filters-2023-11.json"));
        await using var server = new FakeJSearchServer([]);
        server.Next.Enqueue(new StubAnswer { Body = body });

        var fault = await _bench.FailAsync(JSearchBench.Options(server, maxRetries: 0));

        Assert.Equal("jsearch.wrong_shape", fault.Code);
    }

    [SkippableTheory]
    [InlineData("401-invalid-key.json", 401, "jsearch.bad_key")]
    [InlineData("403-not-subscribed.json", 403, "jsearch.not_subscribed")]
    [InlineData("429-monthly-quota.json", 429, "jsearch.quota_spent")]
    public async Task ReadAsync_RecordedRefusal_IsItsTypedFault(string file, int status, string code)
    {
        var body = File.ReadAllBytes(SharedData.Require($"jsearch/errors/{file}"));
        await using var server = new FakeJSearchServer([]);
        server.Next.Enqueue(new StubAnswer { Status = status, Body = body });

        var fault = await _bench.FailAsync(JSearchBench.Options(server));

        Assert.Equal((FaultKind.Unavailable, code), (fault.Kind, fault.Code));
    }
}
