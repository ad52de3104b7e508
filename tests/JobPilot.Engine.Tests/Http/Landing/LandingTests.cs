using System.IO.Compression;
using System.Text;
using JobPilot.Engine.Http;
using JobPilot.Engine.Http.Landing;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http.Landing;

public sealed class LandingTests : IDisposable
{
    private const string Key = "sk/planted\"0key";
    private readonly HttpBench _bench = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RunInfo _run = new("20260314-150000-aaaaaa", "jobs", HttpBench.Start);

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task SendAsync_EveryAttempt_IsLandedAsItCame()
    {
        byte[] odd = [0x80, 0xfe, 0x00, 0x81];
        await using var server = new StubServer(
            StubAnswer.Json("{\"ü\":1}", 503), new StubAnswer { Body = "[0000]"u8.ToArray(), CutAfter = 2 }, StubAnswer.Json("{\"ü\":2}"), new StubAnswer { Body = odd, ContentType = "application/octet-stream" });
        using (var landing = Land())
        {
            var client = _bench.Factory.Create("board").WithPolicy(HttpBench.Patient());
            await _bench.SendAsync(client, new SourceRequest(new Uri(server.Url, "/a?q=1")));
            await _bench.SendAsync(client, new SourceRequest(new Uri(server.Url, "/b")) { Body = "x=1"u8.ToArray(), Method = HttpMethod.Post });
            landing.End("succeeded");
            Assert.Equal(4, landing.Kept);
        }

        var landed = LandedRun.Open(LandingFolder.PathOf(_folder.Path, _run.Id));

        Assert.True(landed.IsWhole);
        Assert.Equal((4, _run.Id, _run.StartedAt), (landed.Count, landed.Run.Id, landed.Run.StartedAt));
        var first = landed.Find("board", CacheKey.Of(new SourceRequest(new Uri(server.Url, "/a?q=1"))));
        Assert.Equal([503, null, 200], first.Select(offset => landed.Read(offset).Response?.Status));
        Assert.Equal("http.cut", landed.Read(first[1]).Failure!.Code);
        Assert.Equal("{\"ü\":2}", Encoding.UTF8.GetString(landed.Read(first[2]).Response!.Body.Span));
        var second = landed.Find("board", CacheKey.Of(new SourceRequest(new Uri(server.Url, "/b")) { Body = "x=1"u8.ToArray(), Method = HttpMethod.Post }));
        Assert.Equal(odd, landed.Read(Assert.Single(second)).Response!.Body.ToArray());
    }

    [Fact]
    public async Task SendAsync_SecretsInRequestAndEcho_AreNowhereInTheFile() // Invariant 9
    {
        await using var server = new StubServer(
            request => new StubAnswer
            {
                Body = Encoding.UTF8.GetBytes($"you sent {Key} as {request.Target} or {Key.Replace("/", "\\/", StringComparison.Ordinal)} with host-secret"),
                Headers = { ["X-Echo"] = Key, ["Set-Cookie"] = "session=letmein" },
            });
        using (var landing = Land())
        {
            var client = _bench.Factory.Create("board").WithPolicy(HttpBench.Patient());
            await _bench.SendAsync(client, new SourceRequest(new Uri(server.Url, "/a?note=host-secret"))
            {
                SecretHeaders = new Dictionary<string, Secret> { ["X-Key"] = new(Key) },
                SecretQuery = new Dictionary<string, Secret> { ["key"] = new(Key) },
                Headers = new Dictionary<string, string> { ["X-Note"] = "host-secret" },
            });
            landing.End("succeeded");
        }

        var text = Unzip();
        Assert.Contains("you sent ***", text, StringComparison.Ordinal);
        foreach (var secret in new[] { Key, "planted", "letmein", "host-secret", Uri.EscapeDataString(Key) })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SendAsync_AnswerFromTheCache_IsLandedWithItsOwnTime()
    {
        await using var server = new StubServer(StubAnswer.Json("[1]"));
        var client = _bench.Factory.Create("board").WithPolicy(new HttpPolicy { CacheLifetime = TimeSpan.FromHours(1), AttemptTimeout = TimeSpan.FromHours(20), TotalTimeout = TimeSpan.FromDays(30) });
        await _bench.SendAsync(client, new SourceRequest(server.Url));
        _bench.Time.Advance(TimeSpan.FromMinutes(10));
        using (var landing = Land())
        {
            await _bench.SendAsync(client, new SourceRequest(server.Url));
            landing.End("succeeded");
        }

        var landed = LandedRun.Open(LandingFolder.PathOf(_folder.Path, _run.Id));

        var response = landed.Read(Assert.Single(landed.Find("board", CacheKey.Of(new SourceRequest(server.Url))))).Response!;
        Assert.Equal(HttpBench.Start, response.RetrievedAt);
        Assert.Contains("\"from_cache\":true", Unzip(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_EveryTornEnd_GivesWhatStandsBeforeIt()
    {
        await using var server = new StubServer(StubAnswer.Json("[1]"), StubAnswer.Json("[2]"));
        using (Land())
        {
            var client = _bench.Factory.Create("board").WithPolicy(HttpBench.Patient());
            await _bench.SendAsync(client, new SourceRequest(server.Url));
            await _bench.SendAsync(client, new SourceRequest(server.Url));
        }

        var path = LandingFolder.PathOf(_folder.Path, _run.Id);
        var whole = LandedRun.Open(path);
        Assert.Null(whole.Torn);
        Assert.False(whole.IsWhole); // It never ended.
        var last = (int)whole.Find("board", CacheKey.Of(new SourceRequest(server.Url)))[1];
        var bytes = await File.ReadAllBytesAsync(path);
        for (var length = last + 1; length < bytes.Length; length += 7)
        {
            await File.WriteAllBytesAsync(path, bytes[..length]);

            var torn = LandedRun.Open(path);

            Assert.Equal(1, torn.Count);
            Assert.Equal("landing.torn", torn.Torn!.Code);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no landing at all, though long enough to be one")]
    public void Open_ForeignFile_SaysSo(string text)
    {
        Directory.CreateDirectory(_folder.Path);
        var path = Path.Combine(_folder.Path, "x.jsonl.gz");
        File.WriteAllText(path, text);

        var fault = Assert.Throws<FaultException>(() => LandedRun.Open(path));

        Assert.Equal("landing.foreign", fault.Code);
    }

    [Fact]
    public async Task Land_NoRoomOnTheDisk_CostsTheLandingAndNotTheCall()
    {
        await using var server = new StubServer(StubAnswer.Json("[1]"));
        await File.WriteAllTextAsync(_folder.Path, "a file where the folder should be");
        using var landing = Land();
        var client = _bench.Factory.Create("board").WithPolicy(HttpBench.Patient());

        var response = await _bench.SendAsync(client, new SourceRequest(server.Url));
        await _bench.SendAsync(client, new SourceRequest(server.Url));
        landing.End("succeeded");

        Assert.Equal(200, response.Status);
        Assert.Equal("landing.incomplete", landing.Warning!.Code);
        Assert.StartsWith("2 answers", landing.Warning.Message, StringComparison.Ordinal);
        File.Delete(_folder.Path);
    }

    [Fact]
    public async Task Land_MoreThanAllRunsMayTake_RemovesTheOldestAndThenStops()
    {
        var random = new Random(1);
        var body = new byte[2000];
        random.NextBytes(body);
        await using var server = new StubServer(_ => new StubAnswer { Body = body, ContentType = "application/octet-stream" });
        Directory.CreateDirectory(_folder.Path);
        Old("20260312-150000-aaaaaa", 3000, TimeSpan.FromDays(2));
        Old("20260313-150000-aaaaaa", 3000, TimeSpan.FromDays(1));
        Old("20260201-150000-aaaaaa", 10, TimeSpan.FromDays(31));
        using var landing = new ResponseLanding(new LandingOptions(_folder.Path, TimeSpan.FromDays(30), 9500), _run, _bench.Time, text => text, _bench.Loggers);
        _bench.Factory.Land(landing);
        var client = _bench.Factory.Create("board").WithPolicy(HttpBench.Patient());

        await _bench.SendAsync(client, new SourceRequest(server.Url));
        Assert.Equal(3, LandingFolder.Runs(_folder.Path).Count); // The one that was too old is gone.
        await _bench.SendAsync(client, new SourceRequest(server.Url));
        Assert.Equal(["20260313-150000-aaaaaa", _run.Id], LandingFolder.Runs(_folder.Path));
        await _bench.SendAsync(client, new SourceRequest(server.Url));
        Assert.Equal([_run.Id], LandingFolder.Runs(_folder.Path));
        Assert.Null(landing.Warning);
        await _bench.SendAsync(client, new SourceRequest(server.Url));
        await _bench.SendAsync(client, new SourceRequest(server.Url));

        Assert.Equal([_run.Id], LandingFolder.Runs(_folder.Path));
        Assert.Contains("max_size", landing.Warning!.Message, StringComparison.Ordinal);
        Assert.False(LandedRun.Open(landing.Path).IsWhole);
    }

    [Fact]
    public async Task AnswerFrom_LandedRun_CallsNobodyAndKeepsTheOrder()
    {
        await using var server = new StubServer(StubAnswer.Json("[1]", 503), StubAnswer.Json("[1]"), StubAnswer.Json("[2]"));
        using (var landing = Land())
        {
            var live = _bench.Factory.Create("board").WithPolicy(HttpBench.Patient());
            await _bench.SendAsync(live, new SourceRequest(server.Url));
            await _bench.SendAsync(live, new SourceRequest(server.Url));
            landing.End("succeeded");
        }

        using var replay = new HttpBench();
        replay.Factory.AnswerFrom(LandedRun.Open(LandingFolder.PathOf(_folder.Path, _run.Id)));
        var client = replay.Factory.Create("board").WithPolicy(HttpBench.Patient());

        Assert.Equal("[1]", Encoding.UTF8.GetString((await replay.SendAsync(client, new SourceRequest(server.Url))).Body.Span));
        Assert.Equal("[2]", Encoding.UTF8.GetString((await replay.SendAsync(client, new SourceRequest(server.Url))).Body.Span));
        var again = await replay.FailAsync(client, new SourceRequest(server.Url));
        var other = await replay.FailAsync(client, new SourceRequest(new Uri(server.Url, "/other")));
        var stranger = await replay.FailAsync(replay.Factory.Create("other").WithPolicy(HttpBench.Patient()), new SourceRequest(server.Url));

        Assert.All([again, other, stranger], fault => Assert.Equal((FaultKind.Fatal, "http.not_landed"), (fault.Kind, fault.Code)));
        Assert.Equal(3, server.Requests.Count);
        Assert.Empty(replay.Budgets.Used);
    }

    private ResponseLanding Land()
    {
        var landing = new ResponseLanding(
            new LandingOptions(_folder.Path, TimeSpan.FromDays(30), 1 << 30), _run, _bench.Time, text => text.Replace("host-secret", Secret.Mask, StringComparison.Ordinal), _bench.Loggers);
        _bench.Factory.Land(landing);
        return landing;
    }

    private void Old(string run, int bytes, TimeSpan age)
    {
        var path = LandingFolder.PathOf(_folder.Path, run);
        File.WriteAllBytes(path, new byte[bytes]);
        File.SetLastWriteTimeUtc(path, (HttpBench.Start - age).UtcDateTime);
    }

    /// <summary>As `zcat` reads it.</summary>
    private string Unzip()
    {
        using var gzip = new GZipStream(File.OpenRead(LandingFolder.PathOf(_folder.Path, _run.Id)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }
}
