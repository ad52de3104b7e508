using JobPilot.Engine.Http;
using JobPilot.Engine.Http.Landing;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Tests.Engine;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http.Landing;

/// <summary>What a replay answers out of the landing.</summary>
public sealed class LandedAnswersTests : IDisposable
{
    private static readonly SourceRequest Request = new(new Uri("https://board.example/jobs"));

    private readonly HttpBench _bench = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RunInfo _run = new("20260314-150000-aaaaaa", "jobs", HttpBench.Start);

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task AnswerFrom_RetriesThatAllFailed_EndsAsTheRunDid()
    {
        Replay(503, 503, 500);

        var fault = await _bench.FailAsync(Client(), Request);

        Assert.Equal((FaultKind.Unavailable, "http.server_error"), (fault.Kind, fault.Code));
        Assert.Equal("The source answered 500: it has a problem of its own. (3 attempts)", fault.Message);
    }

    [Fact]
    public async Task AnswerFrom_RefusedAnswer_EndsTheCallAndLeavesTheNextAnswerToTheNextCall()
    {
        Replay(404, 200);

        var fault = await _bench.FailAsync(Client(), Request);
        var response = await _bench.SendAsync(Client(), Request);

        Assert.Equal(("http.not_found", 200), (fault.Code, response.Status));
    }

    [Fact]
    public async Task AnswerFrom_FailedAttempt_IsPassedOverLikeARefusedOne()
    {
        Replay(landing => Land(landing, new FaultException(FaultKind.Transient, "Cut.") { Code = "http.cut" }), landing => Land(landing, 200));

        Assert.Equal(200, (await _bench.SendAsync(Client(), Request)).Status);
    }

    [Fact]
    public async Task AnswerFrom_FailedAttemptAlone_IsTheFault()
    {
        Replay(landing => Land(landing, new FaultException(FaultKind.Transient, "Cut.") { Code = "http.cut", Fix = "Mend the cable." }));

        var fault = await _bench.FailAsync(Client(), Request);

        Assert.Equal((FaultKind.Unavailable, "http.cut", "Cut.", "Mend the cable."), (fault.Kind, fault.Code, fault.Message, fault.Fix));
    }

    [Fact]
    public async Task AnswerFrom_OwnClassifier_DecidesAsInTheRun()
    {
        Replay(404, 200);
        var client = _bench.Factory.Create("board").WithPolicy(new HttpPolicy
        {
            Classify = response => response.Status == 200 ? new FaultException(FaultKind.PositionExpired, "Too late.") : null,
        });

        Assert.Equal(404, (await _bench.SendAsync(client, Request)).Status);
        Assert.Equal(FaultKind.PositionExpired, (await _bench.FailAsync(client, Request)).Kind);
    }

    [Fact]
    public async Task AnswerFrom_MoreThanWasAsked_SaysHowManyThereWere()
    {
        Replay(200);
        await _bench.SendAsync(Client(), Request);

        var again = await _bench.FailAsync(Client(), Request);
        var other = await _bench.FailAsync(Client(), new SourceRequest(new Uri("https://board.example/other")));

        Assert.Contains("holds only 1 answers to GET https://board.example/jobs as 'board' asks it now", again.Message);
        Assert.Contains("holds no answer to GET https://board.example/other", other.Message);
        Assert.Equal((FaultKind.Fatal, "http.not_landed"), (other.Kind, other.Code));
        Assert.Contains("keep the collector's options", other.Fix);
    }

    [Fact]
    public async Task Create_ClientOfASink_IsNeitherLandedNorReplayed()
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        using (var landing = Make())
        {
            _bench.Factory.Land(landing);
            await _bench.SendAsync(_bench.Factory.Create("sink", isSource: false).WithPolicy(HttpBench.Patient()), new SourceRequest(server.Url));
            Assert.Equal(0, landing.Kept);
        }

        Replay(200);
        await _bench.SendAsync(_bench.Factory.Create("sink", isSource: false).WithPolicy(HttpBench.Patient()), new SourceRequest(server.Url));

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void Over_Plan_KeepsTheCollectorsThatWereCalledAndTheirFallbacksThatWere()
    {
        var landed = Landed(
            landing => Land(landing, 200, "called"), landing => Land(landing, 200, "used"), landing => Land(landing, 200, "with-idle"));
        var plan = new PipelinePlan
        {
            Run = _run,
            Collectors =
            [
                Collector("called"),
                Collector("idle"),
                Collector("fell-back") with { Fallback = Collector("used") },
                Collector("with-idle") with { Fallback = Collector("unused") },
                Collector("idle-both") with { Fallback = Collector("unused") },
            ],
            Processors = [],
            Sinks = [],
            Settings = PlainSettings.Value,
        };

        var (replay, leftOut) = new LandingReplay(landed).Over(plan);

        Assert.Equal(["idle", "idle-both"], leftOut);
        Assert.Equal(["called", "fell-back", "with-idle"], replay.Collectors.Select(collector => collector.Id));
        Assert.All(replay.Collectors, collector => Assert.True(collector.Replays));
        Assert.Equal([null, "used", null], replay.Collectors.Select(collector => collector.Fallback?.Id));
        Assert.True(replay.Collectors[1].Fallback!.Replays);
        Assert.Same(landed, replay.Landed);
    }

    private static CollectorPlan Collector(string id) => new() { Id = id, Type = id, Collector = new FakeCollector(id, 1) };

    private static void Land(ResponseLanding landing, int status, string component = "board") => landing.Land(
        component, Request, new SecretMask(Request), new SourceResponse(status, new Dictionary<string, string>(), "[1]"u8.ToArray(), HttpBench.Start));

    private static void Land(ResponseLanding landing, FaultException fault) => landing.Land("board", Request, new SecretMask(Request), fault);

    private ResponseLanding Make() => new(new LandingOptions(_folder.Path, TimeSpan.FromDays(30), 1 << 30), _run, _bench.Time, text => text, _bench.Loggers);

    private SourceHttpClient Client() => _bench.Factory.Create("board").WithPolicy(HttpBench.Patient());

    private void Replay(params int[] statuses) => Replay([.. statuses.Select(status => (Action<ResponseLanding>)(landing => Land(landing, status)))]);

    private void Replay(params Action<ResponseLanding>[] entries) => _bench.Factory.AnswerFrom(Landed(entries));

    private LandedRun Landed(params Action<ResponseLanding>[] entries)
    {
        using (var landing = Make())
        {
            foreach (var entry in entries)
            {
                entry(landing);
            }

            landing.End("succeeded");
        }

        return LandedRun.Open(LandingFolder.PathOf(_folder.Path, _run.Id));
    }
}
