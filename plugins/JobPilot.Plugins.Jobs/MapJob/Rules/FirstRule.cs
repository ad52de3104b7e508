namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary><c>first: [rule, ...]</c>: what the first rule that yields anything yields.</summary>
internal sealed class FirstRule(MappingRule[] rules) : MappingRule
{
    public override MappedValue Read(Record source, DateTimeOffset retrievedAt)
    {
        foreach (var rule in rules)
        {
            var value = rule.Read(source, retrievedAt);
            if (!value.IsNone)
            {
                return value;
            }
        }

        return default;
    }

    public override MappedFrom? Trace(Record? source, DateTimeOffset retrievedAt, ReadOnlySpan<string> part)
    {
        var found = new List<MappedFrom?>();
        foreach (var rule in rules)
        {
            if (source is null)
            {
                found.Add(rule.Trace(null, retrievedAt, part));
            }
            else if (!rule.Read(source, retrievedAt).IsNone)
            {
                return rule.Trace(source, retrievedAt, part);
            }
        }

        return MappedFrom.Join(found);
    }
}
