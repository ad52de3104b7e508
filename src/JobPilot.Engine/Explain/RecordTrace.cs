using JobPilot.Engine.DeadLetters;

namespace JobPilot.Engine.Explain;

/// <summary>
/// What the pure processors of a plan make of a source's record today, step by step. Processors that remember or look things up are left out: they would need
/// the memory, or a service, as it was.
/// </summary>
public sealed class RecordTrace
{
    private RecordTrace(Record raw, IReadOnlyList<TraceStep> steps, IReadOnlyList<string> leftOut, string? ending)
    {
        Raw = raw;
        Steps = steps;
        LeftOut = leftOut;
        Ending = ending;
    }

    /// <summary>The source's record, secrets masked.</summary>
    public Record Raw { get; }

    /// <summary>What came out; null where a processor lets the record go no further today.</summary>
    public Record? Last => Ending is null && Steps.Count > 0 ? Steps[^1].Record : null;

    /// <summary>Ids of the processors that were not run again.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    /// <summary>Why the record would go no further today; null where it comes through.</summary>
    public string? Ending { get; }

    internal IReadOnlyList<TraceStep> Steps { get; }

    /// <summary>Runs a record through the processors.</summary>
    /// <param name="plan">The processors.</param>
    /// <param name="raw">The source's record with its origin; not changed.</param>
    /// <param name="key">Key of the row: which one is followed where a processor makes several of one.</param>
    /// <param name="redact">Masks secrets in what the source sent. Invariant 9.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static RecordTrace Run(PipelinePlan plan, Record raw, string key, Func<string, string> redact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(raw);
        var masked = Record.FromUtf8(RedactedJson.Of(raw.ToUtf8(), redact), raw.Key);
        masked.Origin = raw.Origin;
        var steps = new List<TraceStep>();
        var leftOut = new List<string>();
        var record = masked.Clone();
        foreach (var processor in plan.Processors)
        {
            if (processor.Processor is not IProcessor pure)
            {
                leftOut.Add(processor.Id);
                continue;
            }

            var (next, isNew, ending) = Step(processor, pure, plan.Run, record, key, cancellationToken);
            if (next is null)
            {
                return new RecordTrace(masked, steps, leftOut, $"{processor.Id}: {ending}");
            }

            steps.Add(new TraceStep(processor, isNew ? null : record.Clone().Json, next));
            record = next.Clone();
        }

        return new RecordTrace(masked, steps, leftOut, null);
    }

    private static (Record? Next, bool IsNew, string? Ending) Step(ProcessorPlan plan, IProcessor processor, RunInfo run, Record record, string key, CancellationToken cancellationToken)
    {
        var own = record.Clone();
        try
        {
            if (plan.When?.Test(own, run) == false)
            {
                return (own, false, null);
            }

            var outcome = processor.Process(own, cancellationToken);
            switch (outcome.Kind)
            {
                case OutcomeKind.Keep:
                    return (own, false, null);
                case OutcomeKind.Replace when outcome.Records.Count > 0:
                    var followed = outcome.Records.FirstOrDefault(one => one.Key == key) ?? outcome.Records[0];
                    followed.Origin = record.Origin;
                    return (followed, true, null);
                default:
                    return (null, false, outcome.Reason ?? "it is left out");
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, false, exception.Message);
        }
    }
}
