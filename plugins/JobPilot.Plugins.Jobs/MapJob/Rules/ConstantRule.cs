namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary><c>value: X</c></summary>
internal sealed class ConstantRule(MappedValue value) : MappingRule
{
    public override MappedValue Read(Record source, DateTimeOffset retrievedAt) => value;

    public override MappedFrom? Trace(Record? source, DateTimeOffset retrievedAt, ReadOnlySpan<string> part) => part.IsEmpty && !value.IsNone ? new MappedFrom { Paths = [] } : null;
}
