using System.Diagnostics;
using System.Text;
using JobPilot.Tests;
using JobPilot.Tests.Http;

namespace JobPilot.Plugins.JSearch.Tests;

/// <summary>Whatever the server does, the collector over the engine's client answers with a typed fault, soon, and within bounded memory.</summary>
[Collection(AloneCollection.Name)]
public sealed class MisbehavingServerTests : IDisposable
{
    private const long MostBytes = 128L << 20;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(20);
    private static readonly byte[] OneJob = Encoding.UTF8.GetBytes(FakeJSearchServer.EnvelopeV2([FakeJobs.Make(1)], null).ToJsonString());
    private readonly JSearchBench _bench = new();

    public static TheoryData<string> Deeds =>
    [
        "silent", "hangs", "hangs in the body", "cut in the headers", "cut in the body", "shorter than declared", "declared as endless", "endless body", "endless zip",
        "gzip bomb", "no gzip", "latin-1", "utf-16", "web page", "web page as json", "empty", "binary", "redirect to a file", "redirect to itself", "redirect without an address",
        "deep json", "many jobs", "no content", "partial content", "retry after a year", "retry in the past", "retry after nonsense",
    ];

    public static TheoryData<int> Statuses => [.. Enumerable.Range(2, 4).SelectMany(hundred => Enumerable.Range(0, 32).Select(one => (hundred * 100) + one)).Where(status => status is not (200 or 204 or 205 or 304))];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task ReadAsync_Misdeed_IsATypedFaultSoonAndWithinBounds(string deed)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        for (var i = 0; i < 20; i++)
        {
            server.Next.Enqueue(Answer(deed, server.BaseUrl));
        }

        await AssertFaultAsync(server, deed);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task ReadAsync_AnyStatusWithoutABody_IsATypedFault(int status)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        for (var i = 0; i < 20; i++)
        {
            server.Next.Enqueue(new StubAnswer { Status = status });
        }

        await AssertFaultAsync(server, $"status {status}");
    }

    [Fact]
    public async Task ReadAsync_RedirectToAnotherHost_TakesNoKeyThere()
    {
        await using var other = new StubServer(new StubAnswer { Body = OneJob });
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        server.Next.Enqueue(StubAnswer.Redirect($"http://localhost:{other.Port}/moved"));

        await _bench.ReadAsync(JSearchBench.Options(server));

        Assert.All(other.Requests, request => Assert.DoesNotContain(FakeJSearchServer.RapidKey, $"{request.Target} {string.Join(' ', request.Headers.Values)}", StringComparison.Ordinal));
        Assert.Single(other.Requests);
    }

    [Fact]
    public async Task ReadAsync_PagesThatShiftAndRepeat_GiveEveryPostingAndAnEnd()
    {
        // Between two calls three postings were added in front: the next page begins with the last three of the one before.
        var jobs = FakeJobs.Pages(3).SelectMany(page => page).ToList();
        await using var server = new FakeJSearchServer([[.. jobs.Take(10)], [.. jobs.Skip(7).Take(10)], [.. jobs.Skip(7).Take(10)], [.. jobs.Skip(14)]]);

        var pages = await _bench.ReadAsync(JSearchBench.Options(server));

        Assert.Equal(jobs.Count, pages.SelectMany(page => page.Records).Select(record => record.Key).Distinct().Count());
        Assert.Equal(4, pages.Count);
    }

    private async Task AssertFaultAsync(FakeJSearchServer server, string deed)
    {
        var watch = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();

        // The third attempt has three times this limit, and the bench moves its clock on for no more than a minute.
        var fault = await _bench.FailAsync(JSearchBench.Options(server, timeout: TimeSpan.FromSeconds(20)));

        Assert.True(watch.Elapsed < Most, $"{deed}: {watch.Elapsed}");
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, MostBytes);
        Assert.True(fault.Code.StartsWith("jsearch.", StringComparison.Ordinal) || fault.Code.StartsWith("http.", StringComparison.Ordinal), $"{deed}: {fault.Code}");
        Assert.NotEqual(FaultKind.Transient, fault.Kind);
        Assert.False(string.IsNullOrEmpty(fault.Fix), $"{deed}: no mend in {fault.Code} {fault.Message}");
        Assert.True(fault.Message.Length < 1000, $"{deed}: {fault.Message.Length} letters");
        Assert.DoesNotContain(FakeJSearchServer.RapidKey, fault.ToString(), StringComparison.Ordinal);
    }

    private static StubAnswer Answer(string deed, string url) => deed switch
    {
        "silent" => new StubAnswer { Silent = true },
        "hangs" => new StubAnswer { Hang = true },
        "hangs in the body" => new StubAnswer { Body = OneJob, HangInBody = true },
        "cut in the headers" => new StubAnswer { Headers = { ["X"] = "y\r\nZ" }, CutAfter = 0 },
        "cut in the body" => new StubAnswer { Body = OneJob, CutAfter = 20 },
        "shorter than declared" => new StubAnswer { Body = OneJob, DeclaredLength = OneJob.Length + 100, CutAfter = OneJob.Length },
        "declared as endless" => new StubAnswer { Body = OneJob, DeclaredLength = long.MaxValue },
        "endless body" => new StubAnswer { Body = OneJob, Endless = true },
        "endless zip" => new StubAnswer { Body = new byte[1000], Endless = true, Headers = { ["Content-Encoding"] = "gzip" } },
        "gzip bomb" => StubAnswer.Gzip(new byte[64 << 20]),
        "no gzip" => new StubAnswer { Body = OneJob, Headers = { ["Content-Encoding"] = "gzip" } },
        "latin-1" => new StubAnswer { Body = [.. "{\"status\":\"OK\",\"data\":{\"jobs\":[{\"job_id\":\""u8, 0xE9, .. "\"}]}}"u8], ContentType = "application/json; charset=latin-1" },
        "utf-16" => new StubAnswer { Body = Encoding.Unicode.GetBytes("{\"status\":\"OK\"}"), ContentType = "application/json; charset=utf-16" },
        "web page" => StubAnswer.Html("<html><h1>Sign in</h1></html>"),
        "web page as json" => new StubAnswer { Body = "<html>Sign in</html>"u8.ToArray() },
        "empty" => new StubAnswer(),
        "binary" => new StubAnswer { Body = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 31))] },
        "redirect to a file" => StubAnswer.Redirect("file:///etc/hostname"),
        "redirect to itself" => StubAnswer.Redirect(url),
        "redirect without an address" => new StubAnswer { Status = 302 },
        "deep json" => new StubAnswer { Body = Encoding.UTF8.GetBytes("{\"data\":" + new string('[', 200_000)) },
        "many jobs" => new StubAnswer { Body = Encoding.UTF8.GetBytes("{\"status\":\"OK\",\"data\":{\"jobs\":[" + string.Concat(Enumerable.Repeat("{},", 100_000)) + "{}]}}") },
        "no content" => new StubAnswer { Status = 204 },
        "partial content" => new StubAnswer { Status = 206, Body = OneJob },
        "retry after a year" => new StubAnswer { Status = 429, Headers = { ["Retry-After"] = "31536000" } },
        "retry in the past" => new StubAnswer { Status = 503, Headers = { ["Retry-After"] = "Wed, 21 Oct 2015 07:28:00 GMT", ["Date"] = "Wed, 21 Oct 2035 07:28:00 GMT" } },
        _ => new StubAnswer { Status = 503, Headers = { ["Retry-After"] = "soon" } },
    };
}
