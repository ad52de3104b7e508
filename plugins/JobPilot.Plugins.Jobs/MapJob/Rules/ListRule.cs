using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary>A list of what its parts yield, in order; nothing where that is empty.</summary>
internal sealed class ListRule(ListPart[] parts, string? distinct) : MappingRule
{
    public override MappedValue Read(Record source, DateTimeOffset retrievedAt)
    {
        JsonScratch? scratch = null;
        List<string>? seen = null;
        foreach (var part in parts)
        {
            var count = part.Count(source, out var isPlain);
            for (var i = 0; i < count; i++)
            {
                var value = Item(part.Item(isPlain, i), source, retrievedAt, out var identity);
                if (value.IsNone || (identity is not null && seen?.Contains(identity) == true))
                {
                    continue;
                }

                if (identity is not null)
                {
                    (seen ??= []).Add(identity);
                }

                if (scratch is null)
                {
                    scratch = JsonScratch.Rent();
                    scratch.Writer.WriteStartArray();
                }

                value.WriteTo(scratch.Writer);
            }
        }

        if (scratch is null)
        {
            return default;
        }

        scratch.Writer.WriteEndArray();
        return MappedValue.Of(scratch.Finish());
    }

    private MappedValue Item(MappingRule rule, Record source, DateTimeOffset retrievedAt, out string? identity)
    {
        identity = null;
        if (rule is not FieldsRule fields)
        {
            var value = rule.Read(source, retrievedAt);
            identity = distinct is null ? null : value.AsText();
            return value;
        }

        var values = new MappedValue[fields.Count];
        if (!fields.Read(source, retrievedAt, values))
        {
            return default;
        }

        identity = distinct is not null && fields.IndexOf(distinct) is >= 0 and var at ? values[at].AsText() : null;
        return fields.Write(values);
    }
}
