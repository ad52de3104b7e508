using System.Text;
using JobPilot.Engine.Http;
using JobPilot.Engine.Http.Landing;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http.Landing;

public sealed class LandedRunTests : IDisposable
{
    private const string Head = """{"kind":"run","version":1,"run_id":"r","pipeline":"p","environment":"","started_at":"2026-03-14T15:00:00Z"}""";

    private static readonly SourceRequest Request = new(new Uri("https://board.example/jobs"));

    private readonly TestClock _time = new(HttpBench.Start);
    private readonly TemporaryFolder _folder = new();
    private readonly RunInfo _run = new("20260314-150000-aaaaaa", "jobs", HttpBench.Start) { Environment = "production", Limit = 7 };

    public LandedRunTests() => Directory.CreateDirectory(_folder.Path);

    private string FilePath => LandingFolder.PathOf(_folder.Path, _run.Id);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_EndedRun_TellsWhatTheRunWas()
    {
        using (var landing = Make())
        {
            Land(landing, "board");
            landing.End("succeeded");
        }

        var landed = LandedRun.Open(FilePath);

        Assert.Equal((_run.Id, "jobs", HttpBench.Start), (landed.Run.Id, landed.Run.Pipeline, landed.Run.StartedAt));
        Assert.Equal(("production", 7L), (landed.Run.Environment, landed.Run.Limit));
        Assert.False(landed.IsWhole); // It read no more than its limit.
        Assert.Equal(HttpBench.Start, LandedRun.StartOf(FilePath));
    }

    [Fact]
    public void Open_RunUnderWay_GivesWhatThereIs()
    {
        using var landing = Make();
        Land(landing, "board");

        var landed = LandedRun.Open(FilePath);

        Assert.Equal((1, true), (landed.Count, landed.Torn is null));
        Land(landing, "board");
        Assert.Equal(2, landing.Kept);
    }

    [Fact]
    public void Open_ManyComponents_KeepsThemApart()
    {
        using (var landing = Make())
        {
            landing.Read("board", new SplitRead(new Split("one"), HttpBench.Start));
            landing.Read("other", new SplitRead(new Split("two"), HttpBench.Start));
            Land(landing, "board");
            Land(landing, "other", HttpBench.Start.AddSeconds(3));
            Land(landing, "other", HttpBench.Start.AddSeconds(4));
        }

        var landed = LandedRun.Open(FilePath);

        Assert.True(landed.Called("board"));
        Assert.True(landed.Called("other"));
        Assert.False(landed.Called("third"));
        Assert.Equal((1, 2, 0), (Find("board"), Find("other"), Find("third")));
        Assert.Equal(["one"], landed.Splits("board"));
        Assert.Empty(landed.Splits("third"));
        Assert.Null(landed.FindRead("board", "two"));
        Assert.Equal([HttpBench.Start, HttpBench.Start.AddSeconds(3), HttpBench.Start.AddSeconds(4)], landed.Moments.Order());

        int Find(string component) => landed.Find(component, CacheKey.Of(Request)).Count;
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, "etag")]
    [InlineData(true, null)]
    [InlineData(true, "etag")]
    public void FindRead_Bookmark_ComesBackAsItWas(bool hasHighWater, string? token)
    {
        DateTimeOffset? highWater = hasHighWater ? HttpBench.Start.AddDays(-1) : null;
        using (var landing = Make())
        {
            landing.Read("board", new SplitRead(new Split("all"), HttpBench.Start)
            {
                Bookmark = highWater is null && token is null ? null : new Bookmark { HighWater = highWater, Token = token },
                Since = HttpBench.Start.AddDays(-2),
                Until = HttpBench.Start.AddDays(2),
            });
            Land(landing, "board");
        }

        var read = LandedRun.Open(FilePath).FindRead("board", "all")!;

        Assert.Equal((!hasHighWater && token is null, highWater, token), (read.Bookmark is null, read.Bookmark?.HighWater, read.Bookmark?.Token));
        Assert.Equal((HttpBench.Start, HttpBench.Start.AddDays(-2), HttpBench.Start.AddDays(2)), (read.AsOf, read.Since, read.Until));
        Assert.Null(read.After);
    }

    [Fact]
    public void Read_LandedAnswer_IsOneThatCostsNothing()
    {
        using (var landing = Make())
        {
            Land(landing, "board", HttpBench.Start.AddSeconds(3));
        }

        var landed = LandedRun.Open(FilePath);
        var (response, failure) = landed.Read(Assert.Single(landed.Find("board", CacheKey.Of(Request))));

        Assert.Null(failure);
        Assert.True(response!.FromCache);
        Assert.Equal((200, "yes", HttpBench.Start.AddSeconds(3)), (response.Status, response.Headers["x-answer"], response.RetrievedAt));
    }

    [Fact]
    public void Read_LandedFailure_IsTheFaultThatItWas()
    {
        using (var landing = Make())
        {
            landing.Land("board", Request, new SecretMask(Request), new FaultException(FaultKind.Unavailable, "It is raining.") { Code = "board.rain", Fix = "Take an umbrella." });
        }

        var landed = LandedRun.Open(FilePath);
        var (response, failure) = landed.Read(Assert.Single(landed.Find("board", CacheKey.Of(Request))));

        Assert.Null(response);
        Assert.Equal((FaultKind.Unavailable, "board.rain", "It is raining.", "Take an umbrella."), (failure!.Kind, failure.Code, failure.Message, failure.Fix));
    }

    [Fact]
    public void Clock_Replay_BeginsWhenTheRunBeganAndGoesOn()
    {
        Write(Head);
        var clock = LandedRun.Open(FilePath).Clock;

        SpinWait.SpinUntil(() => clock.GetUtcNow() != HttpBench.Start);

        Assert.InRange(clock.GetUtcNow(), HttpBench.Start.AddTicks(1), HttpBench.Start.AddHours(1));
    }

    [Fact]
    public void Open_NoFile_CannotBeRead()
    {
        AssertFault("landing.unreadable", "Check the path and its rights.", () => LandedRun.Open(FilePath));
        AssertFault("landing.unreadable", "Check the path and its rights.", () => LandedRun.StartOf(FilePath));
        AssertFault("landing.unreadable", "Check the path and its rights.", () => LandedRun.Open(_folder.Path));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"kind":1}""")]
    [InlineData("""{"kind":"run","version":2,"run_id":"r","pipeline":"p","environment":"","started_at":"2026-03-14T15:00:00Z"}""")]
    [InlineData("""{"kind":"end","version":1,"run_id":"r","pipeline":"p","environment":"","started_at":"2026-03-14T15:00:00Z"}""")]
    [InlineData("""{"kind":"run","version":1,"run_id":"r","pipeline":"p","environment":"","started_at":"yesterday"}""")]
    public void Open_BeginsWithSomethingElse_IsNoLanding(string first)
    {
        Write(first);

        AssertFault("landing.foreign", "Remove the file; the runs beside it can be replayed.", () => LandedRun.Open(FilePath));
        AssertFault("landing.foreign", "Remove the file; the runs beside it can be replayed.", () => LandedRun.StartOf(FilePath));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("""{"kind":"response","component":"board"}""")]
    [InlineData("""{"kind":"response","component":"board","key":"k","at":"yesterday"}""")]
    public void Open_EntryOfAnotherShape_IsDamagedAndSaysWhatIsWrong(string entry)
    {
        Write(Head, entry);

        var fault = AssertFault("landing.foreign", "Remove the file; the runs beside it can be replayed.", () => LandedRun.Open(FilePath));

        Assert.Equal($"{FilePath} is no landing of a run, or is damaged. {fault.InnerException!.Message}", fault.Message);
    }

    [Fact]
    public void Open_EntryThatCannotBeUnpacked_IsDamaged()
    {
        var entry = LandingFrame.Write("{}"u8);
        entry.AsSpan(20).Fill(0xff);
        File.WriteAllBytes(FilePath, [.. LandingFrame.Write(Encoding.UTF8.GetBytes(Head)), .. entry]);

        AssertFault("landing.foreign", "Remove the file; the runs beside it can be replayed.", () => LandedRun.Open(FilePath));
    }

    [Fact]
    public void Open_KindOfALaterVersion_IsPassedOver()
    {
        Write(Head, """{"kind":"note"}""", """{"kind":"end","outcome":"succeeded"}""");

        var landed = LandedRun.Open(FilePath);

        Assert.Equal((true, 0), (landed.IsWhole, landed.Count));
    }

    [Fact]
    public void Open_TornEnd_TellsHowMuchIsLost()
    {
        using (var landing = Make())
        {
            Land(landing, "board");
            Land(landing, "board");
        }

        File.AppendAllText(FilePath, new string('x', 33));

        var torn = LandedRun.Open(FilePath).Torn!;

        Assert.Equal(("landing.torn", DiagnosticSeverity.Warning), (torn.Code, torn.Severity));
        Assert.Equal($"The end of {FilePath} is torn: 33 bytes behind 2 answers cannot be read. The run may have been killed.", torn.Message);
        Assert.Equal("What stands before is used.", torn.Fix);
    }

    [Fact]
    public void Read_FileIsGone_CannotBeRead()
    {
        using (var landing = Make())
        {
            Land(landing, "board");
        }

        var landed = LandedRun.Open(FilePath);
        var offset = Assert.Single(landed.Find("board", CacheKey.Of(Request)));
        File.Delete(FilePath);

        AssertFault("landing.unreadable", "Check the path and its rights.", () => landed.Read(offset));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no json")]
    [InlineData("{}")]
    public void Read_FileHasChanged_CannotBeRead(string? entry)
    {
        using (var landing = Make())
        {
            Land(landing, "board");
        }

        var landed = LandedRun.Open(FilePath);
        var offset = Assert.Single(landed.Find("board", CacheKey.Of(Request)));
        using (var file = File.OpenWrite(FilePath))
        {
            file.SetLength(offset);
            file.Position = offset;
            file.Write(entry is null ? [] : LandingFrame.Write(Encoding.UTF8.GetBytes(entry)));
        }

        var fault = AssertFault("landing.unreadable", "Check the path and its rights.", () => landed.Read(offset));

        Assert.Equal($"The landing {FilePath} cannot be read: {fault.InnerException!.Message}", fault.Message);
    }

    private static FaultException AssertFault(string code, string fix, Func<object> action)
    {
        var fault = Assert.Throws<FaultException>(action);
        Assert.Equal((FaultKind.Fatal, code, fix), (fault.Kind, fault.Code, fault.Fix));
        return fault;
    }

    private static void Land(ResponseLanding landing, string component, DateTimeOffset? at = null) => landing.Land(
        component,
        Request,
        new SecretMask(Request),
        new SourceResponse(200, new Dictionary<string, string> { ["X-Answer"] = "yes" }, "[1]"u8.ToArray(), at ?? HttpBench.Start));

    private ResponseLanding Make() => new(new LandingOptions(_folder.Path, TimeSpan.FromDays(30), 1 << 30), _run, _time, text => text, new RecordingLoggers());

    private void Write(params string[] entries) => File.WriteAllBytes(FilePath, [.. entries.SelectMany(entry => LandingFrame.Write(Encoding.UTF8.GetBytes(entry)))]);
}
