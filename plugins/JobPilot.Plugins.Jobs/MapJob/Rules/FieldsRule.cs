using System.Text.Json;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary><c>fields: {name: rule, ...}</c>: an object of those that yield anything; nothing where none does or a needed one does not.</summary>
internal sealed class FieldsRule(string[] names, MappingRule[] rules, int needs) : MappingRule
{
    public override MappedValue Read(Record source, DateTimeOffset retrievedAt)
    {
        var values = new MappedValue[rules.Length];
        if (!Read(source, retrievedAt, values))
        {
            return default;
        }

        var scratch = JsonScratch.Rent();
        Write(values, scratch.Writer);
        return MappedValue.Of(scratch.Finish());
    }

    public override MappedFrom? Trace(Record? source, DateTimeOffset retrievedAt, ReadOnlySpan<string> part) => part.IsEmpty
        ? MappedFrom.Join(rules.Select(rule => rule.Trace(source, retrievedAt, [])))
        : IndexOf(part[0]) is >= 0 and var at ? rules[at].Trace(source, retrievedAt, part[1..]) : null;

    public int Count => rules.Length;

    public int IndexOf(string name) => Array.IndexOf(names, name);

    /// <summary>Fills in the values of the fields; false where there is no object.</summary>
    public bool Read(Record source, DateTimeOffset retrievedAt, Span<MappedValue> values)
    {
        var any = false;
        for (var i = 0; i < rules.Length; i++)
        {
            values[i] = rules[i].Read(source, retrievedAt);
            any |= !values[i].IsNone && rules[i] is not ConstantRule;
        }

        return any && (needs < 0 || !values[needs].IsNone);
    }

    /// <summary>Writes the object of the values that were filled in.</summary>
    public void Write(ReadOnlySpan<MappedValue> values, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        for (var i = 0; i < names.Length; i++)
        {
            if (!values[i].IsNone)
            {
                writer.WritePropertyName(names[i]);
                values[i].WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}
