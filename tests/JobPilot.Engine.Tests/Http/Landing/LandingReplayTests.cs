using JobPilot.Engine.Http;
using JobPilot.Engine.Http.Landing;
using JobPilot.Engine.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace JobPilot.Engine.Tests.Http.Landing;

/// <summary>A replay asks as the landed run asked, from where that run began.</summary>
public sealed class LandingReplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_LandedRunWentOnWithAnother_ReplayBeginsWhereThatRunBegan()
    {
        var source = new FakeCollector("a", 30);
        var run = new EngineRun().Collect(source).WriteHome();
        source.BeforePage = (_, first) =>
        {
            if (first == 20)
            {
                throw new FaultException(FaultKind.Fatal, "the source is broken");
            }
        };
        Assert.Equal(RunOutcome.Failed, (await run.RunAsync()).Outcome);
        source.BeforePage = (_, _) => { };
        var landed = await LandAsync(run, source);
        Assert.Equal("20", source.Reads[^1].After!.Value);
        var commits = run.Home.Commits.Count;

        var result = await run.ReplayAsync(landed);

        Assert.Equal((RunOutcome.Succeeded, 10L), (result.Outcome, result.Totals.Collected));
        Assert.Equal("20", source.Reads[^1].After!.Value);
        Assert.All(run.Home.Commits.Skip(commits).SelectMany(commit => commit.Splits), split => Assert.Equal(("@landing/source/all", null), (split.SplitId, split.State)));
    }

    [Fact]
    public async Task Run_LandedRunHadABookmark_ReplayAsksWithItAndFromTheStart()
    {
        var source = new FakeCollector("a", 10) { Posted = n => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddHours(n) };
        var run = new EngineRun().Collect(source).WriteHome();
        await run.RunAsync();
        source.Records = 20;
        var landed = await LandAsync(run, source);
        var asked = source.Reads[^1];

        await run.ReplayAsync(landed);

        var again = source.Reads[^1];
        Assert.NotSame(asked, again);
        Assert.Equal((asked.AsOf, asked.Since, asked.Bookmark!.HighWater, (Position?)null), (again.AsOf, again.Since, again.Bookmark!.HighWater, again.After));
    }

    [Fact]
    public async Task Run_SplitThatTheLandedRunDidNotRead_IsNotReadNow()
    {
        var source = new FakeCollector("a", 10);
        var run = new EngineRun().Collect(source).WriteHome();
        var landed = await LandAsync(run, source);
        source.Splits.Add("other");

        var result = await run.ReplayAsync(landed);

        Assert.Equal(10, result.Totals.Collected);
        Assert.DoesNotContain("other", source.Reads.Select(read => read.Split.Id));
    }

    /// <summary>Runs, and lands that the source was called once.</summary>
    private async Task<LandedRun> LandAsync(EngineRun run, FakeCollector source)
    {
        var info = new RunInfo("20260314-150000-aaaaaa", "test", TimeProvider.System.GetUtcNow());
        using (var landing = new ResponseLanding(new LandingOptions(_folder.Path, TimeSpan.FromDays(30), 1 << 30), info, TimeProvider.System, text => text, NullLoggerFactory.Instance))
        {
            run.Landing = landing;
            source.Wait = _ =>
            {
                var request = new SourceRequest(new Uri("https://board.example/jobs"));
                landing.Land("source", request, new SecretMask(request), new SourceResponse(200, new Dictionary<string, string>(), "[]"u8.ToArray(), info.StartedAt));
                return Task.CompletedTask;
            };
            Assert.Equal(RunOutcome.Succeeded, (await run.RunAsync()).Outcome);
            landing.End("succeeded");
        }

        run.Landing = null;
        source.Wait = _ => Task.CompletedTask;
        return LandedRun.Open(LandingFolder.PathOf(_folder.Path, info.Id));
    }
}
