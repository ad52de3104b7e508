using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Tests.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace JobPilot.Engine.Tests.DeadLetters;

public sealed class DeadLetterReplayTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"letters-{Guid.NewGuid():N}.jsonl");
    private readonly MemoryHome _home = new();
    private readonly MarkedSink _deadLetters = new();
    private readonly MarkedSink _file = new();

    [Fact]
    public async Task Run_Letters_LookAsTheyDidWhenTheyWereCollected()
    {
        var seen = new List<Record>();
        var (result, replay) = await ReplayAsync(record =>
        {
            lock (seen)
            {
                seen.Add(record.Clone());
            }

            return Outcome.Keep;
        });

        Assert.Equal((RunOutcome.Succeeded, 3, 3, 0), (result.Outcome, result.Totals.Written, replay.Replayed, replay.FailedAgain));
        Assert.Equal(["k-a", "k-b", "k-c"], seen.Select(record => record.Key).Order(StringComparer.Ordinal));
        Assert.All(seen, record => Assert.Equal(
            ("source", "north", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), true),
            (record.Origin.Collector, record.Origin.Split, record.Origin.RetrievedAt, record.Origin.Demo)));
        Assert.Equal(["a", "b", "c"], _deadLetters.Lines.Where(line => line.Contains("replayed_by", StringComparison.Ordinal)).Select(IdOf).Order(StringComparer.Ordinal));
        Assert.False(_file.NewRun);
    }

    [Fact]
    public async Task Run_AnyLetters_LeavesNoPositionAndNamesItsSplitsInEveryCommit() // Invariant 6
    {
        await ReplayAsync(_ => Outcome.Keep);

        Assert.Empty((await _home.ClaimAsync(new ClaimRequest("test", [], 0), CancellationToken.None)).Splits);
        Assert.NotEmpty(_home.Commits);
        Assert.All(_home.Commits, commit => Assert.Equal(("@dead-letters/source/north", null), (Assert.Single(commit.Splits).SplitId, commit.Splits[0].State)));
    }

    [Fact]
    public async Task Run_AllRejectedAgain_GoesOnPastTheLimitAndKeepsTheirIds()
    {
        var (result, replay) = await ReplayAsync(_ => Outcome.Reject("still wrong"));

        Assert.Equal((RunOutcome.Succeeded, 0, 3), (result.Outcome, replay.Replayed, replay.FailedAgain));
        Assert.Equal(["a", "b", "c"], _deadLetters.Lines.Select(IdOf).Order(StringComparer.Ordinal));
        Assert.All(_deadLetters.Lines, line => Assert.Contains("\"attempts\":4", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_HomeRefusesARow_ThatLetterStaysAndTheOthersGo()
    {
        _home.RefuseRow = row => row.Key == "k-b" ? "too long" : null;

        var (_, replay) = await ReplayAsync(_ => Outcome.Keep);

        Assert.Equal((2, 1), (replay.Replayed, replay.FailedAgain));
        Assert.Equal(["a", "c"], _deadLetters.Lines.Where(line => line.Contains("replayed_by", StringComparison.Ordinal)).Select(IdOf).Order(StringComparer.Ordinal));
        Assert.Contains("too long", Assert.Single(_deadLetters.Lines, line => IdOf(line) == "b"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RecordBecameSeveral_LetterStaysWhereOneIsRejected()
    {
        var (_, replay) = await ReplayAsync(
            _ => Outcome.Replace(Record.Create("x"), Record.Create("y"), Record.Create("z")), record => record.Key == "x" ? Outcome.Keep : Outcome.Reject("half"));

        Assert.Equal((0, 3), (replay.Replayed, replay.FailedAgain));
        Assert.Equal(3, _deadLetters.Lines.Count);
    }

    public void Dispose() => File.Delete(_path);

    private static string IdOf(string line) => (string)System.Text.Json.Nodes.JsonNode.Parse(line)!["id"]!;

    private async Task<(RunResult Result, DeadLetterReplay Replay)> ReplayAsync(params Func<Record, Outcome>[] processors)
    {
        await File.WriteAllLinesAsync(_path, new[] { "a", "b", "c" }.Select(id =>
            $$"""{"id":"{{id}}","run_id":"r1","pipeline":"test","component":"c","reason":"because","attempts":3,"at":"2026-01-02T00:00:00Z","collector":"source","split":"north","key":"k-{{id}}","retrieved_at":"2026-01-01T00:00:00Z","demo":true,"payload":{"id":"{{id}}"} }"""));
        var archive = DeadLetterArchive.Open(_path, null);
        var replay = new DeadLetterReplay(archive, archive.Entries);
        var plan = new PipelinePlan
        {
            Run = new RunInfo("replay-1", "test", TimeProvider.System.GetUtcNow()),
            Collectors = [],
            Processors = [.. processors.Select((processor, index) => new ProcessorPlan { Id = $"p{index}", Type = "p", Processor = new LambdaProcessor(processor) })],
            Sinks = [new SinkPlan { Id = "home", Type = "home", Sink = _home }, new SinkPlan { Id = "file", Type = "file", Sink = _file }],
            Settings = PlainSettings.Value with { MaxRetries = 0, MaxRejectShare = 0, RejectWindow = 1 },
        };
        using var runner = new PipelineRunner(replay.Over(plan, _ => null), new EngineServices
        {
            StateStore = _home,
            Memory = _home,
            DeadLetters = _deadLetters,
            Loggers = NullLoggerFactory.Instance,
            Time = TimeProvider.System,
        });
        var result = await runner.RunAsync(default, default);
        Assert.Null(result.Failure);
        return (result, replay);
    }
}
