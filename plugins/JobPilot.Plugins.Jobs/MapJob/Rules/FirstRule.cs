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
}
