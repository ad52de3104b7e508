using System.Text.Json.Nodes;

namespace JobPilot.Engine.Explain;

/// <summary>What one processor made of a record. Immutable.</summary>
internal sealed class TraceStep(ProcessorPlan processor, JsonObject? before, Record after)
{
    private readonly Lazy<JsonObject> _after = new(() => after.Clone().Json);

    public ProcessorPlan Processor { get; } = processor;

    /// <summary>The record as it came; null where it was replaced, so that its fields are another record's.</summary>
    public JsonObject? Before { get; } = before;

    /// <summary>The record as it went on.</summary>
    public Record Record { get; } = after;

    public JsonObject After => _after.Value;
}
