using System.Runtime.CompilerServices;
using JobPilot.Engine.Http;
using JobPilot.Engine.Http.Landing;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http.Landing;

/// <summary>A replay ends where the landed run got no further, and meets again what that run survived.</summary>
public sealed class LandedEndTests : IDisposable
{
    private readonly HttpBench _bench = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RunInfo _run = new("20260314-150000-aaaaaa", "test", HttpBench.Start);

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(500, 500, 503)]
    public async Task Run_LandedRunFailed_ReplaysWhatCameBefore(params int[] statuses)
    {
        var result = await ReplayAsync("failed", new Source(_bench), [(1, 200), .. statuses.Select(status => (2, status))]);

        Assert.Equal((RunOutcome.Succeeded, 1L), (result.Outcome, result.Totals.Collected));
        var warning = Assert.Single(result.Warnings);
        Assert.Equal(("landing.run_ended", DiagnosticSeverity.Warning), (warning.Code, warning.Severity));
        Assert.Contains($"the landing ends here. Run {_run.Id} got no further: The source answered {statuses[^1]}", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FirstAnswerFailed_ReplaysNothingAndSucceeds()
    {
        var result = await ReplayAsync("failed", new Source(_bench), [(1, 401)]);

        Assert.Equal((RunOutcome.Succeeded, 0L, "landing.run_ended"), (result.Outcome, result.Totals.Collected, Assert.Single(result.Warnings).Code));
    }

    [Fact]
    public async Task Run_PlanFailed_ReplaysNothingAndSucceeds()
    {
        var result = await ReplayAsync("failed", new Source(_bench) { Plans = true }, [(0, 401)]);

        Assert.Equal((RunOutcome.Succeeded, 0L, "landing.run_ended"), (result.Outcome, result.Totals.Collected, Assert.Single(result.Warnings).Code));
    }

    [Theory]
    [InlineData(401, "landing.run_ended")]
    [InlineData(null, "http.not_landed")] // As where the budget was spent: nothing was sent.
    public async Task Run_FallbackThatLandsNothingTookOver_ReplaysWhatCameBefore(int? status, string code)
    {
        var result = await ReplayAsync("succeeded", new Source(_bench), status is { } failed ? [(1, 200), (2, failed)] : [(1, 200)], fallback: "board.fallback");

        Assert.Equal((RunOutcome.Succeeded, 1L, code), (result.Outcome, result.Totals.Collected, Assert.Single(result.Warnings).Code));
    }

    /// <summary>The landed run asked in vain, asked again whether the source was back, and went on where it stood.</summary>
    [Fact]
    public async Task Run_SourceCameBackFromItsFallback_ReplaysAllOfIt()
    {
        var result = await ReplayAsync("succeeded", new Source(_bench), [(1, 200), (2, 401), (2, 401), (2, 200), (2, 200), (3, 200)], fallback: "board.fallback");

        Assert.Equal((RunOutcome.Succeeded, 3L), (result.Outcome, result.Totals.Collected));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Run_SourceCameBackAndFailedForGood_ReplaysWhatItGave()
    {
        var result = await ReplayAsync("succeeded", new Source(_bench), [(1, 200), (2, 401), (2, 200), (2, 200), (3, 401), (3, 401)], fallback: "board.fallback");

        Assert.Equal((RunOutcome.Succeeded, 2L, "landing.run_ended"), (result.Outcome, result.Totals.Collected, Assert.Single(result.Warnings).Code));
    }

    [Fact]
    public async Task Run_NoFallbackTookOver_RequestThatWasNotLandedIsAFault()
    {
        var result = await ReplayAsync("succeeded", new Source(_bench), [(1, 200)]);

        Assert.Equal((RunOutcome.Failed, "http.not_landed"), (result.Outcome, result.Failure!.Code));
    }

    [Fact]
    public async Task Run_PageThatWasSkipped_IsSkippedAgain()
    {
        var result = await ReplayAsync("succeeded", new Source(_bench) { Skips = true }, [(1, 200), (2, 401), (3, 200)]);

        Assert.Equal((RunOutcome.Succeeded, 2L), (result.Outcome, result.Totals.Collected));
        Assert.Equal(["http.refused", "engine.pages_remembered"], result.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public async Task Run_LastPageWasSkipped_IsSkippedAgain()
    {
        var result = await ReplayAsync("succeeded", new Source(_bench) { Skips = true }, [(1, 200), (2, 200), (3, 401)]);

        Assert.Equal((RunOutcome.Succeeded, 2L), (result.Outcome, result.Totals.Collected));
        Assert.Equal(["http.refused", "engine.pages_remembered"], result.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public async Task Run_FailureBehindWhichMoreCame_IsAFaultWhereNothingMeetsIt()
    {
        var result = await ReplayAsync("succeeded", new Source(_bench), [(1, 200), (2, 401), (3, 200)]);

        Assert.Equal((RunOutcome.Failed, "http.refused"), (result.Outcome, result.Failure!.Code));
    }

    [Fact]
    public async Task Run_CollectorFailsByItself_IsAFault()
    {
        var result = await ReplayAsync("failed", new Source(_bench) { BreaksAt = 2 }, [(1, 200), (2, 200), (3, 401)]);

        Assert.Equal((RunOutcome.Failed, "engine.component_failed"), (result.Outcome, result.Failure!.Code));
    }

    private async Task<RunResult> ReplayAsync(string outcome, Source source, IReadOnlyList<(int Page, int Status)> answers, string? fallback = null)
    {
        using (var landing = new ResponseLanding(new LandingOptions(_folder.Path, TimeSpan.FromDays(30), 1 << 30), _run, _bench.Time, text => text, _bench.Loggers))
        {
            landing.Read("board", new SplitRead(new Split("all"), HttpBench.Start));
            foreach (var (page, status) in answers)
            {
                var request = Source.Page(page);
                landing.Land("board", request, new SecretMask(request), new SourceResponse(status, new Dictionary<string, string>(), "[1]"u8.ToArray(), HttpBench.Start));
            }

            if (fallback is not null)
            {
                landing.Read(fallback, new SplitRead(new Split("all"), HttpBench.Start));
            }

            landing.End(outcome);
        }

        var landed = LandedRun.Open(LandingFolder.PathOf(_folder.Path, _run.Id));
        _bench.Factory.AnswerFrom(landed);
        var stand = new CollectorPlan { Id = "board.fallback", Type = "fake", Collector = new FakeCollector("b", 10) };
        return await new EngineRun().Collect(source, "board", fallback: stand).WriteHome().ReplayAsync(landed);
    }

    /// <summary>Reads three pages of one record.</summary>
    private sealed class Source(HttpBench bench) : ICollector
    {
        private readonly SourceHttpClient _client = bench.Factory.Create("board").WithPolicy(HttpBench.Patient());

        public bool Plans { get; init; }

        public bool Skips { get; init; }

        public int? BreaksAt { get; init; }

        public static SourceRequest Page(int number) => new(new Uri($"https://board.example/jobs?page={number}"));

        public async ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken)
        {
            if (Plans)
            {
                await _client.SendAsync(Page(0), cancellationToken);
            }

            return [new Split("all")];
        }

        public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var number = read.After is { } after ? int.Parse(after.Value) + 1 : 1; number <= 3; number++)
            {
                await GetAsync(number, cancellationToken);
                yield return new Page([Record.FromUtf8("{}"u8.ToArray(), $"{number}")], new Position($"{number}"));
            }
        }

        private async ValueTask GetAsync(int number, CancellationToken cancellationToken)
        {
            try
            {
                await _client.SendAsync(Page(number), cancellationToken);
            }
            catch (FaultException fault) when (Skips)
            {
                throw new FaultException(FaultKind.Permanent, fault.Message, fault) { Code = fault.Code, SkipTo = new Position($"{number}") };
            }

            if (number == BreaksAt)
            {
                throw new InvalidOperationException("It is broken.");
            }
        }
    }
}
