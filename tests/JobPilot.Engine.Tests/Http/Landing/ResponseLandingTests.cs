using JobPilot.Engine.Http;
using JobPilot.Engine.Http.Landing;
using JobPilot.Tests.Http;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine.Tests.Http.Landing;

/// <summary>What a landing keeps, when it ends, and how much room it takes.</summary>
public sealed class ResponseLandingTests : IDisposable
{
    private const string Other = "20260301-150000-aaaaaa";

    private static readonly SourceRequest Request = new(new Uri("https://board.example/jobs"));

    private readonly TestClock _time = new(HttpBench.Start);
    private readonly RecordingLoggers _loggers = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RunInfo _run = new("20260314-150000-aaaaaa", "jobs", HttpBench.Start);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void End_NothingLanded_MakesNoFile()
    {
        using var landing = Make();
        landing.Read("board", new SplitRead(new Split("all"), HttpBench.Start));

        landing.End("succeeded");

        Assert.Empty(LandingFolder.Runs(_folder.Path));
        Assert.Null(landing.Warning);
    }

    [Fact]
    public void Land_AfterTheEnd_IsNeitherKeptNorMissed()
    {
        using var landing = Make();
        Land(landing);
        landing.End("succeeded");

        Land(landing);

        Assert.Equal(1, landing.Kept);
        Assert.Null(landing.Warning);
        Assert.True(LandedRun.Open(landing.Path).IsWhole);
    }

    [Fact]
    public void Land_AfterDispose_IsNeitherKeptNorMissed()
    {
        var landing = Make();
        Land(landing);
        landing.Dispose();

        Land(landing);

        Assert.Equal(1, landing.Kept);
        Assert.Null(landing.Warning);
        Assert.Equal(1, LandedRun.Open(landing.Path).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void End_File_IsLetGo(bool ends)
    {
        using var landing = Make();
        Land(landing);
        Assert.Throws<IOException>(Alone);

        if (ends)
        {
            landing.End("succeeded");
        }
        else
        {
            landing.Dispose();
        }

        Alone();

        void Alone() => new FileStream(landing.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
    }

    [Fact]
    public void End_RunThatBecameTooOldMeanwhile_IsRemoved()
    {
        Old(Other, 10, TimeSpan.FromDays(20));
        using var landing = Make();
        Land(landing);
        Assert.Equal([Other, _run.Id], LandingFolder.Runs(_folder.Path));
        _time.Advance(TimeSpan.FromDays(11));

        landing.End("succeeded");

        Assert.Equal([_run.Id], LandingFolder.Runs(_folder.Path));
    }

    [Fact]
    public void Read_BeforeAndAfterTheFirstAnswer_IsKeptOnceASplit()
    {
        using (var landing = Make())
        {
            landing.Read("board", new SplitRead(new Split("one"), HttpBench.Start) { After = new Position("10") });
            Land(landing);
            landing.Read("board", new SplitRead(new Split("two"), HttpBench.Start) { After = new Position("20") });
            landing.Read("board", new SplitRead(new Split("one"), HttpBench.Start) { After = new Position("30") });
            Assert.Equal(1, landing.Kept);
        }

        var landed = LandedRun.Open(LandingFolder.PathOf(_folder.Path, _run.Id));

        Assert.Equal(["one", "two"], landed.Splits("board").Order());
        Assert.Equal(("10", "20"), (landed.FindRead("board", "one")!.After!.Value, landed.FindRead("board", "two")!.After!.Value));
    }

    [Fact]
    public void Land_ExactlyTheRoomThatThereIs_IsKept()
    {
        var needed = Measure();
        Old(Other, 1, TimeSpan.FromDays(1));
        using var landing = Make(needed);

        Land(landing);

        Assert.Null(landing.Warning);
        Assert.Equal(1, landing.Kept);
        Assert.Equal([_run.Id], LandingFolder.Runs(_folder.Path)); // The other one had to go.
        Assert.Equal(needed, new FileInfo(landing.Path).Length);
    }

    [Fact]
    public void Land_RoomForAnotherRunToo_LeavesThatAlone()
    {
        Old(Other, 1, TimeSpan.FromDays(1));
        using var landing = Make(Measure() + 1);

        Land(landing);

        Assert.Null(landing.Warning);
        Assert.Equal([Other, _run.Id], LandingFolder.Runs(_folder.Path));
    }

    [Fact]
    public void Land_MoreThanTheRunMayTake_StopsKeepingForGoodAndSaysSoOnce()
    {
        using var landing = Make(Measure() + 1000);
        Land(landing);

        Land(landing, body: Noise(2000));
        Land(landing);
        Land(landing, body: Noise(2000));
        landing.End("succeeded");

        Assert.Equal(1, landing.Kept);
        var warning = landing.Warning!;
        Assert.Equal(("landing.incomplete", DiagnosticSeverity.Warning), (warning.Code, warning.Severity));
        Assert.StartsWith($"3 answers of the sources could not be kept in {landing.Path}: this run alone needs more than settings.landing.max_size", warning.Message, StringComparison.Ordinal);
        Assert.Contains("The run itself is whole", warning.Fix);
        Assert.Single(_loggers.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("settings.landing.max_size", StringComparison.Ordinal));
        var landed = LandedRun.Open(landing.Path);
        Assert.Equal((1, false), (landed.Count, landed.IsWhole));
    }

    [Fact]
    public void Land_NoFolderCanBeMade_WarnsOnceAndCounts()
    {
        File.WriteAllText(_folder.Path, "a file where the folder should be");
        using var landing = Make();

        Land(landing);
        Land(landing);

        Assert.StartsWith("2 answers", landing.Warning!.Message, StringComparison.Ordinal);
        Assert.Single(_loggers.Lines, line => line.Level == LogLevel.Warning);
        Assert.Equal(0, landing.Kept);
        File.Delete(_folder.Path);
    }

    private static byte[] Noise(int length)
    {
        var body = new byte[length];
        new Random(1).NextBytes(body);
        return body;
    }

    private static void Land(ResponseLanding landing, byte[]? body = null) =>
        landing.Land("board", Request, new SecretMask(Request), new SourceResponse(200, new Dictionary<string, string>(), body ?? "[1]"u8.ToArray(), HttpBench.Start));

    private ResponseLanding Make(long maxBytes = 1 << 30) =>
        new(new LandingOptions(_folder.Path, TimeSpan.FromDays(30), maxBytes), _run, _time, text => text, _loggers);

    /// <summary>Bytes that a run with one answer takes.</summary>
    private long Measure()
    {
        using (var landing = Make())
        {
            Land(landing);
        }

        var file = new FileInfo(LandingFolder.PathOf(_folder.Path, _run.Id));
        var length = file.Length;
        file.Delete();
        return length;
    }

    private void Old(string run, int bytes, TimeSpan age)
    {
        Directory.CreateDirectory(_folder.Path);
        var path = LandingFolder.PathOf(_folder.Path, run);
        File.WriteAllBytes(path, new byte[bytes]);
        File.SetLastWriteTimeUtc(path, (HttpBench.Start - age).UtcDateTime);
    }
}
