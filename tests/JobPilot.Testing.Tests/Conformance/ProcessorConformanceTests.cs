namespace JobPilot.Testing.Tests.Conformance;

public sealed class ProcessorConformanceTests
{
    private static readonly FieldPath Title = FieldPath.Parse("title");

    [Fact]
    public Task Suite_GoodProcessor_Passes() => SuiteRun.PassesAsync(() => new Suite(() => new Delegated(Upper)));

    [Fact]
    public Task Suite_CountsRecords_Fails()
    {
        var count = 0;
        return SuiteRun.CatchesAsync("Process_OtherOrder_SameOutcomes", () => new Suite(() => new Delegated(record =>
        {
            record.Set(Title, $"{Interlocked.Increment(ref count)}");
            return Outcome.Keep;
        })));
    }

    [Fact]
    public Task Suite_RemembersInItsFields_Fails() =>
        SuiteRun.CatchesAsync("Process_OtherOrder_SameOutcomes", () => new Suite(() => new Remembering()));

    [Fact]
    public Task Suite_NotForThreads_Fails() => SuiteRun.CatchesAsync("Process_SeveralThreads_SameOutcomes", () => new Suite(() => new Unsafe()));

    [Fact]
    public Task Suite_ThrowsAtWrongType_Fails() => SuiteRun.CatchesAsync(
        "Process_HostileRecords_GetAnOutcome", () => new Suite(() => new Delegated(record =>
        {
            record.Set(Title, record.GetString(Title)!.ToUpperInvariant());
            return Outcome.Keep;
        })));

    [Fact]
    public Task Suite_DropWithoutReason_Fails() => SuiteRun.CatchesAsync(
        "Process_Samples_WellFormedOutcomes", () => new Suite(() => new Delegated(_ => Outcome.Drop(""))));

    [Fact]
    public Task Suite_ReplacedByNothing_Fails() => SuiteRun.CatchesAsync(
        "Process_Samples_WellFormedOutcomes", () => new Suite(() => new Delegated(_ => Outcome.Replace())));

    [Fact]
    public Task Suite_FailsWhenCancelled_Fails() => SuiteRun.CatchesAsync(
        "Process_Cancelled_OutcomeOrCancellation", () => new Suite(() => new Delegated((record, token) =>
            token.IsCancellationRequested ? throw new InvalidOperationException("Cancelled.") : Upper(record))));

    [Fact]
    public Task Suite_GoodExplainer_Passes() => SuiteRun.PassesAsync(() => new Suite(() => new Explaining(
        question => question.Record.GetString(Title) is { } title ? new FieldExplanation("upper/1", title.Length > 0 ? title : "nothing") : null,
        (first, second) => new PairExplanation(first.Row?.Key == second.Row?.Key, "by key"))));

    [Fact]
    public Task Suite_ExplainerThrowsAtWrongType_Fails() => SuiteRun.CatchesAsync(
        "Explain_AnyRecord_AnswersAndChangesNothing", () => new Suite(() => new Explaining(question => new FieldExplanation("upper/1", question.Record.GetString(Title)!.Trim()))));

    [Fact]
    public Task Suite_ExplainerChangesTheRecord_Fails() => SuiteRun.CatchesAsync(
        "Explain_AnyRecord_AnswersAndChangesNothing", () => new Suite(() => new Explaining(question =>
        {
            question.Record.Set(Title, "changed");
            return null;
        })));

    [Fact]
    public Task Suite_PairExplainerNeedsTheRecord_Fails() => SuiteRun.CatchesAsync(
        "Explain_AnyRecord_AnswersAndChangesNothing", () => new Suite(() => new Explaining(_ => null, (first, _) => new PairExplanation(first.Record!.Key is null, "by key"))));

    [Fact]
    public Task Suite_SecondDisposalThrows_Fails() => SuiteRun.CatchesAsync("Dispose_Twice_Harmless", () => new Suite(() => new OnceDisposable()));

    [Fact]
    public Task BatchSuite_FailsWhenCancelled_Fails() => SuiteRun.CatchesAsync(
        "Process_Cancelled_OutcomesOrCancellation", () => new BatchSuite((records, token) =>
            token.IsCancellationRequested ? throw new InvalidOperationException("Cancelled.") : [.. records.Select(Upper)]));

    [Fact]
    public Task BatchSuite_GoodProcessor_Passes() => SuiteRun.PassesAsync(() => new BatchSuite(records => [.. records.Select(Upper)]));

    [Fact]
    public Task BatchSuite_OneOutcomeTooFew_Fails() => SuiteRun.CatchesAsync(
        "Process_OtherBatches_SameOutcomes", () => new BatchSuite(records => [.. records.Skip(1).Select(Upper)]));

    [Fact]
    public Task BatchSuite_DependsOnTheBatch_Fails() => SuiteRun.CatchesAsync(
        "Process_OtherBatches_SameOutcomes", () => new BatchSuite(records => [.. records.Select(_ => Outcome.Drop($"one of {records.Count}"))]));

    private static IEnumerable<Record> Samples()
    {
        for (var number = 0; number < 6; number++)
        {
            var record = Record.Create($"{number}");
            record.Set(Title, $"posting {number}");
            yield return record;
        }
    }

    private static Outcome Upper(Record record)
    {
        if (record.GetString(Title) is { } title)
        {
            record.Set(Title, title.ToUpperInvariant());
        }

        return Outcome.Keep;
    }

    private sealed class Suite(Func<IProcessor> create) : ProcessorConformance
    {
        protected override IProcessor CreateProcessor() => create();

        protected override IEnumerable<Record> Samples() => ProcessorConformanceTests.Samples();
    }

    private sealed class BatchSuite(Func<IReadOnlyList<Record>, CancellationToken, IReadOnlyList<Outcome>> process) : BatchProcessorConformance, IBatchProcessor
    {
        public BatchSuite(Func<IReadOnlyList<Record>, IReadOnlyList<Outcome>> process)
            : this((records, _) => process(records))
        {
        }

        public ValueTask<IReadOnlyList<Outcome>> ProcessAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) =>
            new(process(records, cancellationToken));

        protected override IBatchProcessor CreateProcessor() => this;

        protected override IEnumerable<Record> Samples() => ProcessorConformanceTests.Samples();
    }

    private sealed class Explaining(Func<FieldQuestion, FieldExplanation?> field, Func<PairSide, PairSide, PairExplanation?>? pair = null) : IProcessor, IFieldExplainer, IPairExplainer
    {
        public Outcome Process(Record record, CancellationToken cancellationToken) => Upper(record);

        public FieldExplanation? ExplainField(FieldQuestion question) => field(question);

        public PairExplanation? ExplainPair(PairSide first, PairSide second) => pair?.Invoke(first, second);
    }

    private sealed class Delegated(Func<Record, CancellationToken, Outcome> process) : IProcessor
    {
        public Delegated(Func<Record, Outcome> process)
            : this((record, _) => process(record))
        {
        }

        public Outcome Process(Record record, CancellationToken cancellationToken) => process(record, cancellationToken);
    }

    private sealed class OnceDisposable : IProcessor, IDisposable
    {
        private bool _disposed;

        public Outcome Process(Record record, CancellationToken cancellationToken) => Upper(record);

        public void Dispose()
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _disposed = true;
        }
    }

    private sealed class Remembering : IProcessor
    {
        private readonly HashSet<string> _seen = [];

        public Outcome Process(Record record, CancellationToken cancellationToken)
        {
            lock (_seen)
            {
                return _seen.Add(record.Key ?? "") ? Outcome.Keep : Outcome.Drop("seen");
            }
        }
    }

    /// <summary>Keeps the record's title in a field, and waits until another thread is between the same two lines.</summary>
    private sealed class Unsafe : IProcessor
    {
        private readonly int _first = Environment.CurrentManagedThreadId;
        private volatile string? _title;
        private volatile bool _mixed;

        public Outcome Process(Record record, CancellationToken cancellationToken)
        {
            var own = record.GetString(Title);
            _title = own;
            if (Environment.CurrentManagedThreadId != _first && !_mixed)
            {
                _mixed = SpinWait.SpinUntil(() => _title != own, TimeSpan.FromSeconds(1));
            }

            record.Set(Title, _title);
            return Outcome.Keep;
        }
    }
}
