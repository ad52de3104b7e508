namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary>A text of a place: what is none would be dropped behind the mapping, and leave a place without content. A number may be a postcode where the place stands as the source gives it.</summary>
internal sealed class PlaceTextRule(MappingRule rule, bool isRaw) : MappingRule
{
    public override MappedValue Read(Record source, DateTimeOffset retrievedAt)
    {
        var value = rule.Read(source, retrievedAt);
        return value.Kind switch
        {
            MappedKind.Boolean => default,
            MappedKind.Number => isRaw ? MappedValue.Of(value.AsText()).Derived(value.Confidence, value.From) : default,
            _ => value,
        };
    }

    public override MappedFrom? Trace(Record? source, DateTimeOffset retrievedAt, ReadOnlySpan<string> part) => rule.Trace(source, retrievedAt, part);
}
