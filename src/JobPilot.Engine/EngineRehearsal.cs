using System.Runtime.CompilerServices;
using JobPilot.Engine.Recovery;
using JobPilot.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace JobPilot.Engine;

/// <summary>
/// A run of one record from nowhere to nowhere. Much of a run's code, above all that of its waits, cannot be compiled ahead of the start; a rehearsal on another thread
/// has it compiled while the pipeline is still loaded. Touches no file, no clock and no log of the process.
/// </summary>
internal sealed class EngineRehearsal : ICollector, ISink, ICommitStore, IMemoryView
{
    private static readonly EngineSettings Settings = new()
    {
        BatchSize = 1,
        Parallelism = 1,
        MaxCommitDelay = TimeSpan.FromSeconds(1),
        BatchTimeout = TimeSpan.FromMinutes(1),
        WriteTimeout = TimeSpan.FromMinutes(1),
        MaxRetries = 0,
        ResumeWithin = TimeSpan.FromDays(1),
        GracePeriod = TimeSpan.FromSeconds(1),
        DeadLetterOnError = true,
        MaxRejectShare = 1,
        RejectWindow = 1,
    };

    /// <inheritdoc />
    public SinkOperations Operations => SinkOperations.Upsert;

    /// <inheritdoc />
    public string Location => "";

    /// <summary>Runs it, but where a failpoint is set: that is to count the steps of runs alone.</summary>
    /// <returns>Whether the record arrived.</returns>
    public static async Task<bool> RehearseAsync() => !Failpoints.IsArmed && (await RunAsync().ConfigureAwait(false)).Totals.Written == 1;

    /// <summary>Runs it; returns what became of the record.</summary>
    public static async Task<RunResult> RunAsync()
    {
        var parts = new EngineRehearsal();
        var plan = new PipelinePlan
        {
            Run = new RunInfo("rehearsal", "rehearsal", DateTimeOffset.UnixEpoch),
            Collectors = [new CollectorPlan { Id = "from", Type = "from", Collector = parts }],
            Processors = [],
            Sinks = [new SinkPlan { Id = "to", Type = "to", Sink = parts }],
            Settings = Settings,
        };
        using var runner = new PipelineRunner(plan, new EngineServices
        {
            StateStore = parts,
            Memory = parts,
            DeadLetters = parts,
            Loggers = NullLoggerFactory.Instance,
            Time = TimeProvider.System,
        });
        return await runner.RunAsync(CancellationToken.None, CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) => new([new Split("all")]);

    /// <inheritdoc />
    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // As a source does: the page is waited for.
        await Task.Yield();
        yield return new Page([Record.FromUtf8("""{"id":"1"}"""u8.ToArray())], new Position("1"));
    }

    /// <inheritdoc />
    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => default;

    /// <inheritdoc />
    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) => new(WriteResult.Empty);

    /// <inheritdoc />
    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => new((string?)null);

    /// <inheritdoc />
    public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        new(new Claim("", 0, request.SplitIds.ToDictionary(id => id, _ => 1L), new Dictionary<string, SplitState>(), new Dictionary<string, string>(), [], 0));

    /// <inheritdoc />
    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken) => new(new CommitResult(CommitStatus.Committed));

    /// <inheritdoc />
    public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) => new(0L);

    /// <inheritdoc />
    public ValueTask<long> AppliedAsync(string owner, string homeId, CancellationToken cancellationToken) => new(0L);

    /// <inheritdoc />
    public ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadAsync(
        string owner, string homeId, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken) =>
        new(new Dictionary<MemoryKey, string>());

    /// <inheritdoc />
    public ValueTask ApplyAsync(
        string owner, string homeId, long first, long last, IReadOnlyList<MemoryChange> changes, CancellationToken cancellationToken) => default;

    /// <inheritdoc />
    public ValueTask ResetAsync(string owner, string homeId, CancellationToken cancellationToken) => default;

    /// <inheritdoc />
    public ValueTask LoadAsync(string owner, string homeId, IReadOnlyList<MemoryChange> changes, CancellationToken cancellationToken) => default;

    /// <inheritdoc />
    public ValueTask CompleteLoadAsync(string owner, string homeId, long number, CancellationToken cancellationToken) => default;
}
