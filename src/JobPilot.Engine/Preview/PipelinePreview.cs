using System.Text.Json.Nodes;
using JobPilot.Engine.Memory;
using JobPilot.Engine.Preview;
using JobPilot.Engine.Recovery;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Telemetry;

namespace JobPilot.Engine;

/// <summary>
/// Runs the first records of a plan through the same stages with a scratch home and no sink: no durable step. Processors that remember begin
/// with an empty memory.
/// </summary>
/// <param name="plan">What to preview; its sinks are not touched, its limit is the number of records.</param>
/// <param name="services">Only clock, loggers and masking are used.</param>
public sealed class PipelinePreview(PipelinePlan plan, EngineServices services)
{
    private readonly RunEnvironment _environment = new(plan, services);

    /// <summary>Collects, processes and describes.</summary>
    /// <param name="cancellationToken">Ends the preview with what there is.</param>
    public async Task<PreviewResult> RunAsync(CancellationToken cancellationToken)
    {
        var memory = new EngineMemory((_, _) => new(new Dictionary<MemoryKey, string>()));
        var records = new List<PreviewRecord>();
        Diagnostic? failure = null;
        try
        {
            await new ScratchPages(plan, _environment).ReadAsync(
                async record =>
                {
                    records.Add(await ShowAsync(record, memory, cancellationToken).ConfigureAwait(false));
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ComponentFaultException exception)
        {
            failure = Faults.ToDiagnostic(exception.Fault, exception.Component, DiagnosticSeverity.Error);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was shown so far is the answer.
        }

        return new PreviewResult { Records = records, Failure = failure, Warnings = _environment.Warnings };
    }

    private async ValueTask<PreviewRecord> ShowAsync(Record record, EngineMemory memory, CancellationToken cancellationToken)
    {
        var root = new Item(record);
        var source = record.MalformedReason is null ? Shown(record) : null;
        var batch = new Batch([root], [], endsPage: true);
        var steps = new List<PreviewStep>();
        var live = new List<Item> { root };
        var rows = new List<Row>();
        live = await new ProcessorChain([], _environment).ProcessAsync(batch, live, cancellationToken).ConfigureAwait(false);
        foreach (var processor in plan.Processors)
        {
            if (live.Count == 0)
            {
                break;
            }

            var before = live.ConvertAll(item => (Item: item, Fields: Shown(item.Record)));
            var meter = new ComponentMeter(processor.Id, "processor", processor.Type);
            batch.Live = live;
            if (processor.Processor is IStatefulProcessor)
            {
                var tail = new TailStage([(processor, meter)], memory, _environment, mayRewind: false);
                var made = await tail.ProcessAsync(batch, "scratch", cancellationToken).ConfigureAwait(false);
                rows.AddRange(made.Where(row => row.Record.Operation != RecordOperation.Upsert));
                live = [.. made.Where(row => row.Record.Operation == RecordOperation.Upsert).Select(row => row.Item)];
            }
            else
            {
                live = await new ProcessorChain([(processor, meter)], _environment).ProcessAsync(batch, live, cancellationToken).ConfigureAwait(false);
            }

            steps.AddRange(before.Select(one => Describe(processor, one.Item, one.Fields)));
        }

        live.ForEach(item => item.Fate = item.Fate == Fate.Open ? Fate.Written : item.Fate);
        rows.InsertRange(0, live.Select(item => new Row(item.Record, item, item.Order)));
        return Finish(root, source, steps, rows);
    }

    /// <summary>The record as it may be shown: a source that quotes the key does not get it onto the screen. Invariant 9.</summary>
    private JsonObject Shown(Record record)
    {
        var json = System.Text.Encoding.UTF8.GetBytes(record.Clone().Json.ToJsonString(RecordJson.Options));
        return (JsonObject)JsonNode.Parse(DeadLetters.RedactedJson.Of(json, _environment.Redact).Span, documentOptions: new() { MaxDepth = 1024 })!;
    }

    private PreviewStep Describe(ProcessorPlan processor, Item item, JsonObject before)
    {
        var goesOn = item.Fate == Fate.Open;
        var after = goesOn ? Shown(item.Record) : null;
        return new PreviewStep
        {
            Component = processor.Id,
            Outcome = item switch
            {
                { Children: not null } => "replace",
                { Fate: Fate.Dropped } => "drop",
                { Fate: Fate.Duplicate } => "duplicate",
                { Fate: Fate.DeadLettered } => "reject",
                _ when processor.When?.Test(item.Record, plan.Run) == false => "pass",
                _ => "keep",
            },
            Reason = item.Reason is { } reason ? _environment.Redact(reason) : null,
            Changes = after is null ? [] : FieldChanges.Between(before, after),
            Record = after,
        };
    }

    private PreviewRecord Finish(Item root, JsonObject? source, List<PreviewStep> steps, List<Row> rows) => new()
    {
        Collector = root.Record.Origin.Collector,
        Split = root.Record.Origin.Split,
        Demo = root.Record.Origin.Demo,
        Source = source,
        Steps = steps,
        Outcome = root.Resolve() switch
        {
            Fate.Written => "written",
            Fate.Duplicate => "duplicate",
            Fate.Dropped => "dropped",
            _ => "dead_lettered",
        },
        Reason = root.Reason is { } reason ? _environment.Redact(reason) : null,
        Rows = [.. rows.Select(row => new PreviewRow
        {
            Operation = row.Record.Operation switch { RecordOperation.Patch => "patch", RecordOperation.Delete => "delete", _ => "upsert" },
            Key = row.Record.Key,
            Fields = Shown(row.Record),
        })],
    };
}
