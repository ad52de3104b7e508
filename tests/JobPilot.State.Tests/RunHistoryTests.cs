namespace JobPilot.State.Tests;

public sealed class RunHistoryTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StateFolder _folder = new();
    private readonly StateStore _store;

    public RunHistoryTests() => _store = _folder.Open();

    private DateTimeOffset Now => _folder.Time.GetUtcNow();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Begin_NewRun_IsRunning()
    {
        await _store.BeginAsync(new RunInfo("r1", "jobs", Now) { Environment = "production" }, """{"hash":"h"}""", None);
        var run = await _store.GetRunAsync("r1", None);
        Assert.NotNull(run);
        Assert.Equal(("jobs", "production", "running", """{"hash":"h"}""", "{}"), (run.Pipeline, run.Environment, run.Outcome, run.Details, run.Summary));
        Assert.Equal(Now, run.StartedAt);
        Assert.Null(run.EndedAt);
    }

    [Fact]
    public async Task End_RunningRun_KeepsOutcomeAndSummary()
    {
        var info = new RunInfo("r1", "jobs", Now);
        await _store.BeginAsync(info, "{}", None);
        await _store.EndAsync(info, "succeeded", Now.AddMinutes(3), """{"collected":5}""", None);
        var run = await _store.GetRunAsync("r1", None);
        Assert.Equal(("succeeded", """{"collected":5}""", Now.AddMinutes(3)), (run!.Outcome, run.Summary, run.EndedAt));
    }

    [Fact]
    public async Task Begin_AfterAKill_ClosesThatPipelinesRunOnly()
    {
        await _store.BeginAsync(new RunInfo("r1", "jobs", Now), "{}", None);
        await _store.BeginAsync(new RunInfo("r2", "other", Now), "{}", None);
        await _store.BeginAsync(new RunInfo("r3", "jobs", Now.AddHours(1)), "{}", None);
        Assert.Equal("interrupted", (await _store.GetRunAsync("r1", None))!.Outcome);
        Assert.Equal("running", (await _store.GetRunAsync("r2", None))!.Outcome);
        Assert.Equal("running", (await _store.GetRunAsync("r3", None))!.Outcome);
    }

    [Fact]
    public async Task Begin_AfterAKilledRunOfThisHome_KeepsItsLastCounts()
    {
        await _store.BeginAsync(new RunInfo("r1", "jobs", Now), "{}", None);
        await _store.ClaimAsync(new ClaimRequest("jobs", [], 0), None);
        await _store.CommitAsync(new Commit("jobs", 1, []) { RunId = "r1", Counts = """{"collected":9}""" }, None);
        await _store.BeginAsync(new RunInfo("r2", "jobs", Now), "{}", None);
        Assert.Equal("""{"collected":9}""", (await _store.GetRunAsync("r1", None))!.Summary);
    }

    [Fact]
    public async Task List_SomeRuns_NewestFirst()
    {
        for (var number = 1; number <= 5; number++)
        {
            await _store.BeginAsync(new RunInfo($"r{number}", number == 3 ? "other" : "jobs", Now.AddMinutes(number)), "{}", None);
        }

        Assert.Equal(["r5", "r4", "r2"], (await _store.ListRunsAsync("jobs", 3, None)).Select(run => run.Id));
        Assert.Equal(["r5", "r4", "r3", "r2", "r1"], (await _store.ListRunsAsync(null, 10, None)).Select(run => run.Id));
        Assert.Null(await _store.GetRunAsync("r9", None));
    }
}
