using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary><c>fields: {name: rule, ...}</c>: an object of those that yield anything; nothing where none does or a needed one does not.</summary>
internal sealed class FieldsRule(string[] names, MappingRule[] rules, int needs) : MappingRule
{
    public override MappedValue Read(Record source, DateTimeOffset retrievedAt)
    {
        var values = new MappedValue[rules.Length];
        return Read(source, retrievedAt, values) ? Write(values) : default;
    }

    public override MappedFrom? Trace(Record? source, DateTimeOffset retrievedAt, ReadOnlySpan<string> part) => part.IsEmpty
        ? MappedFrom.Join(rules.Select(rule => rule.Trace(source, retrievedAt, [])))
        : IndexOf(part[0]) is >= 0 and var at ? rules[at].Trace(source, retrievedAt, part[1..]) : null;

    public int Count => rules.Length;

    public int IndexOf(string name) => Array.IndexOf(names, name);

    /// <summary>Fills in the values of the fields; false where there is no object.</summary>
    public bool Read(Record source, DateTimeOffset retrievedAt, MappedValue[] values)
    {
        var any = false;
        for (var i = 0; i < rules.Length; i++)
        {
            values[i] = rules[i].Read(source, retrievedAt);
            any |= !values[i].IsNone && rules[i] is not ConstantRule;
        }

        return any && (needs < 0 || !values[needs].IsNone);
    }

    public MappedValue Write(MappedValue[] values)
    {
        var scratch = JsonScratch.Rent();
        scratch.Writer.WriteStartObject();
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i].IsNone)
            {
                scratch.Writer.WritePropertyName(names[i]);
                values[i].WriteTo(scratch.Writer);
            }
        }

        scratch.Writer.WriteEndObject();
        return MappedValue.Of(scratch.Finish());
    }
}
