using System.IO.Compression;
using System.Text.Json;
using JobPilot.Engine.Http;
using JobPilot.Engine.Http.Landing;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http.Landing;

/// <summary>What stands in a landing file, for whoever reads it with a tool of theirs.</summary>
public sealed class LandingFileTests : IDisposable
{
    private readonly TestClock _time = new(HttpBench.Start);
    private readonly RecordingLoggers _loggers = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RunInfo _run = new("20260314-150000-aaaaaa", "jobs", HttpBench.Start) { Environment = "production", Limit = 7 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Land_FirstLine_TellsOfTheRun()
    {
        var run = Lines(landing => Land(landing, Request()))[0];

        Assert.Equal(("run", 1), (Text(run, "kind"), run.GetProperty("version").GetInt32()));
        Assert.Equal((_run.Id, "jobs", "production"), (Text(run, "run_id"), Text(run, "pipeline"), Text(run, "environment")));
        Assert.Equal((HttpBench.Start, 7), (run.GetProperty("started_at").GetDateTimeOffset(), run.GetProperty("limit").GetInt64()));
    }

    [Fact]
    public void Land_RequestWithABody_IsWrittenWhole()
    {
        var request = new SourceRequest(new Uri("https://me:letmein@board.example:8443/jobs?q=b%C3%A4cker"))
        {
            Method = HttpMethod.Post,
            Headers = new Dictionary<string, string> { ["X-Page"] = "2", ["authorization"] = "Basic letmein" },
            Body = "q=1"u8.ToArray(),
            ContentType = "application/x-www-form-urlencoded",
        };

        var line = Lines(landing => Land(landing, request, 404))[1];

        Assert.Equal(("response", "board", CacheKey.Of(request), 404), (Text(line, "kind"), Text(line, "component"), Text(line, "key"), line.GetProperty("status").GetInt32()));
        Assert.Equal("""{"X-Answer":"yes"}""", line.GetProperty("headers").GetRawText());
        Assert.Equal("[1]", Text(line, "body"));
        Assert.False(line.TryGetProperty("from_cache", out _));
        var asked = line.GetProperty("request");
        Assert.Equal(("POST", "https://board.example:8443/jobs?q=b%C3%A4cker"), (Text(asked, "method"), Text(asked, "url")));
        Assert.Equal("""{"X-Page":"2"}""", asked.GetProperty("headers").GetRawText());
        Assert.Equal(("application/x-www-form-urlencoded", "q=1"), (Text(asked, "content_type"), Text(asked, "body")));
    }

    [Fact]
    public void Land_RequestWithoutABody_HasNoneInTheFile()
    {
        var asked = Lines(landing => Land(landing, Request()))[1].GetProperty("request");

        Assert.Equal(["method", "url", "headers"], asked.EnumerateObject().Select(property => property.Name));
        Assert.Equal("GET", Text(asked, "method"));
    }

    [Fact]
    public void Land_Fault_IsWrittenWithItsFix()
    {
        var fault = new FaultException(FaultKind.Transient, "It is raining.") { Code = "board.rain", Fix = "Take an umbrella." };
        var request = Request();
        _time.Advance(TimeSpan.FromSeconds(5));

        var line = Lines(landing => landing.Land("board", request, new SecretMask(request), fault))[1];

        Assert.Equal(("failure", CacheKey.Of(request)), (Text(line, "kind"), Text(line, "key")));
        Assert.Equal(HttpBench.Start.AddSeconds(5), line.GetProperty("at").GetDateTimeOffset());
        Assert.Equal(
            """{"kind":"Transient","code":"board.rain","message":"It is raining.","fix":"Take an umbrella."}""", line.GetProperty("fault").GetRawText());
    }

    [Fact]
    public void Read_Everything_IsWritten()
    {
        var read = new SplitRead(new Split("all"), HttpBench.Start)
        {
            After = new Position("20"),
            Bookmark = new Bookmark { HighWater = HttpBench.Start.AddDays(-1), Token = "etag" },
            Since = HttpBench.Start.AddDays(-2),
            Until = HttpBench.Start.AddDays(2),
        };

        var line = Lines(landing =>
        {
            landing.Read("board", read);
            Land(landing, Request());
        })[1];

        Assert.Equal(("read", "board", "all"), (Text(line, "kind"), Text(line, "collector"), Text(line, "split")));
        Assert.Equal(("20", "etag"), (Text(line, "after"), Text(line, "token")));
        Assert.Equal(
            [HttpBench.Start, HttpBench.Start.AddDays(-1), HttpBench.Start.AddDays(-2), HttpBench.Start.AddDays(2)],
            new[] { "as_of", "high_water", "since", "until" }.Select(name => line.GetProperty(name).GetDateTimeOffset()));
    }

    [Fact]
    public void Read_FromTheStart_LeavesOutWhatThereIsNot()
    {
        var line = Lines(landing =>
        {
            landing.Read("board", new SplitRead(new Split("all"), HttpBench.Start));
            Land(landing, Request());
        })[1];

        Assert.Equal(["kind", "collector", "split", "as_of"], line.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void End_LastLine_TellsHowAndWhenTheRunEnded()
    {
        var last = Lines(landing =>
        {
            Land(landing, Request());
            _time.Advance(TimeSpan.FromMinutes(3));
            landing.End("failed");
        })[^1];

        Assert.Equal(("end", "failed"), (Text(last, "kind"), Text(last, "outcome")));
        Assert.Equal(HttpBench.Start.AddMinutes(3), last.GetProperty("at").GetDateTimeOffset());
    }

    private static SourceRequest Request() => new(new Uri("https://board.example/jobs"));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static void Land(ResponseLanding landing, SourceRequest request, int status = 200) => landing.Land(
        "board",
        request,
        new SecretMask(request),
        new SourceResponse(status, new Dictionary<string, string> { ["X-Answer"] = "yes", ["set-cookie"] = "session=letmein" }, "[1]"u8.ToArray(), HttpBench.Start));

    private List<JsonElement> Lines(Action<ResponseLanding> land)
    {
        using (var landing = new ResponseLanding(new LandingOptions(_folder.Path, TimeSpan.FromDays(30), 1 << 30), _run, _time, text => text, _loggers))
        {
            land(landing);
            Assert.Null(landing.Warning);
        }

        using var gzip = new GZipStream(File.OpenRead(LandingFolder.PathOf(_folder.Path, _run.Id)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
