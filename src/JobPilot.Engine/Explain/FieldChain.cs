using System.Text.Json.Nodes;

namespace JobPilot.Engine.Explain;

/// <summary>
/// Finds the steps that led to a value: by running the source's record through the processors again where it is kept, else by what the row's <c>provenance</c> says and
/// the processors (<see cref="IFieldExplainer"/>) explain.
/// </summary>
public sealed class FieldChain
{
    private readonly Record _row;
    private readonly JsonObject _fields;
    private readonly RecordTrace? _trace;
    private readonly IReadOnlyList<ProcessorPlan> _processors;
    private readonly HashSet<(string Pointer, int Step)> _seen = [];
    private readonly List<FieldStep> _steps = [];

    private FieldChain(Record row, PipelinePlan plan, RecordTrace? trace)
    {
        _row = row;
        _fields = row.Clone().Json;
        _trace = trace;
        _processors = plan.Processors;
    }

    /// <summary>The steps to a value, the first one first; empty where nothing is known.</summary>
    /// <param name="field">The field.</param>
    /// <param name="row">The row as the home holds it.</param>
    /// <param name="plan">The processors.</param>
    /// <param name="trace">The source's record on its way through them; null where it is not kept.</param>
    public static IReadOnlyList<FieldStep> Of(FieldPointer field, Record row, PipelinePlan plan, RecordTrace? trace)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(plan);
        var chain = new FieldChain(row, plan, trace);
        if (trace is not null)
        {
            chain.Trace(field, trace.Steps.Count);
        }

        if (chain._steps.Count == 0 || !JsonNode.DeepEquals(chain._steps[^1].Value, field.Find(chain._fields)))
        {
            // What was not run again (or came out otherwise) is told by the row.
            chain.Read(field, upstream: chain._steps.Count == 0);
        }

        return chain._steps;
    }

    /// <summary>The last step alone, as the row tells it: for tables. Null where the row does not say how it came to the value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="row">The row as the home holds it.</param>
    /// <param name="plan">The processors.</param>
    public static FieldStep? Last(FieldPointer field, Record row, PipelinePlan plan)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(plan);
        var chain = new FieldChain(row, plan, null);
        chain.Read(field, upstream: false);
        return chain._steps.Count > 0 ? chain._steps[^1] : null;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    /// <summary>What stands at a place that an explanation names: the span of the text, or the value.</summary>
    private static string? Given((FieldPointer Field, Range? Span)? source, JsonObject fields)
    {
        if (source is not ({ } field, var span) || field.Find(fields) is not { } found)
        {
            return null;
        }

        if (Text(found) is not { } text)
        {
            return span is null ? found.ToJsonString(RecordJson.Options) : null;
        }

        return span is not { } range ? text : range.End.Value <= text.Length && range.Start.Value <= range.End.Value ? text[range] : null;
    }

    /// <summary>The steps of the trace, up to one, that changed a field or what is said of it.</summary>
    private void Trace(FieldPointer field, int end)
    {
        for (var step = 0; step < end; step++)
        {
            var (before, after) = (_trace!.Steps[step].Before, _trace.Steps[step].After);
            var (old, now) = (before is null ? null : field.Find(before), field.Find(after));
            if (!JsonNode.DeepEquals(old, now) || (old is not null && NewEntry(field, step) is not null))
            {
                AddTraced(field, step);
            }
        }
    }

    /// <summary>What a step wrote into <c>provenance</c> of a field; null where it wrote nothing.</summary>
    private (FieldPointer Field, JsonObject Entry)? NewEntry(FieldPointer field, int step)
    {
        var (before, after) = (_trace!.Steps[step].Before, _trace.Steps[step].After);
        return field.Provenance(after) is { } entry && !JsonNode.DeepEquals(before is null ? null : entry.Field.Provenance(before) is { } old && old.Field.Text == entry.Field.Text ? old.Entry : null, entry.Entry)
            ? entry
            : null;
    }

    private void AddTraced(FieldPointer field, int step)
    {
        if (!_seen.Add((field.Text, step)))
        {
            return;
        }

        var traced = _trace!.Steps[step];
        var entry = NewEntry(field, step);
        var said = (traced.Processor.Processor as IFieldExplainer)?.ExplainField(new FieldQuestion(field.Text, traced.Record) { Raw = _trace.Raw });
        var from = said?.From ?? Text(entry?.Entry["from"]);
        var source = from is null ? null : FieldPointer.OfSource(from);
        var isOfSource = said?.IsOfSource == true || traced.Before is null;
        if (!isOfSource && source is ({ } origin, _) && origin.Text != field.Text && origin.Text != entry?.Field.Text)
        {
            // The same processor may have written what it then reads: the pay that it reckons by the year.
            var isOwn = NewEntry(origin, step) is { } written && written.Field.Text != entry?.Field.Text;
            if (isOwn && origin.Holds(field))
            {
                AddTraced(origin, step);
            }
            else if (!origin.Holds(field))
            {
                Trace(origin, isOwn ? step + 1 : step);
            }
        }

        _steps.Add(new FieldStep
        {
            Pointer = field.Text,
            Component = traced.Processor.Id,
            Rule = (entry?.Field.Text == field.Text ? Text(entry?.Entry["rule"]) : null) ?? said?.Rule ?? Text(entry?.Entry["rule"]),
            From = from,
            IsOfSource = isOfSource,
            Given = Given(source, isOfSource ? _trace.Raw.Clone().Json : traced.After) ?? (isOfSource ? null : Given(source, traced.Before!)),
            Confidence = said?.Confidence ?? Number(entry?.Entry["confidence"]),
            IsTraced = true,
            Before = traced.Before is null ? null : field.Find(traced.Before)?.DeepClone(),
            Value = field.Find(traced.After)?.DeepClone(),
            Details = said?.Details ?? [],
        });
    }

    /// <summary>The steps to a field as the row tells them.</summary>
    private void Read(FieldPointer field, bool upstream = true)
    {
        if (!_seen.Add((field.Text, -1)))
        {
            return;
        }

        var entry = field.Provenance(_fields);
        var rule = Text(entry?.Entry["rule"]);
        var said = _processors.Select(processor => (processor.Id, Said: (processor.Processor as IFieldExplainer)?.ExplainField(new FieldQuestion(field.Text, _row) { Raw = _trace?.Raw })))
            .Where(one => one.Said is not null).ToList();
        var (component, own) = said.LastOrDefault(one => entry is null || one.Said!.Rule == rule);

        // What the row says of the field itself is what was found; a mapping that is asked without the source's record names all that it might have read.
        var isSaid = own is null || (own.IsOfSource && entry?.Field.Text == field.Text);
        var from = isSaid ? Text(entry?.Entry["from"]) : own!.From;
        if (from is null)
        {
            return;
        }

        var source = FieldPointer.OfSource(from);
        if (upstream && own?.IsOfSource != true)
        {
            ReadOrigin(field, entry?.Field, source, said.FirstOrDefault(one => one.Said!.IsOfSource));
        }

        _steps.Add(new FieldStep
        {
            Pointer = field.Text,
            Component = component,
            Rule = own?.Rule ?? rule,
            From = from,
            IsOfSource = own?.IsOfSource == true,
            Given = own?.IsOfSource == true ? _trace is null ? null : Given(source, _trace.Raw.Clone().Json) : source?.Field.Text == field.Text ? null : Given(source, _fields),
            Confidence = isSaid ? Number(entry?.Entry["confidence"]) : own!.Confidence ?? (own.Rule == rule ? Number(entry?.Entry["confidence"]) : null),
            Value = field.Find(_fields)?.DeepClone(),
            Details = own?.Details ?? [],
        });
    }

    /// <summary>What stands before the last step: another field, or the value as it was mapped and then refined in place.</summary>
    private void ReadOrigin(FieldPointer field, FieldPointer? holder, (FieldPointer Field, Range? Span)? source, (string Component, FieldExplanation? Said) mapped)
    {
        if (source is ({ } origin, _) && origin.Text != field.Text && origin.Text != holder?.Text && (!origin.Holds(field) || origin.Provenance(_fields)?.Field.Text == origin.Text))
        {
            Read(origin);
        }
        else if (mapped.Said is { } said)
        {
            _steps.Add(new FieldStep { Pointer = field.Text, Component = mapped.Component, Rule = said.Rule, From = said.From, IsOfSource = true, Confidence = said.Confidence, Details = said.Details });
        }
    }
}
