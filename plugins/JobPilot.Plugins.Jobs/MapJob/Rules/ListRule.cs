using System.Globalization;
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

    public override MappedFrom? Trace(Record? source, DateTimeOffset retrievedAt, ReadOnlySpan<string> part)
    {
        if (source is null || part.IsEmpty)
        {
            var inside = part.IsEmpty ? [] : part[1..].ToArray();
            return MappedFrom.Join(parts.Select(one => one.Item(isPlain: false, 0).Trace(null, retrievedAt, inside)));
        }

        return int.TryParse(part[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? RuleAt(source, retrievedAt, index)?.Trace(source, retrievedAt, part[1..]) : null;
    }

    /// <summary>The rule whose value stands at an index of the list; null where none does.</summary>
    private MappingRule? RuleAt(Record source, DateTimeOffset retrievedAt, int index)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            var count = part.Count(source, out var isPlain);
            for (var i = 0; i < count; i++)
            {
                var rule = part.Item(isPlain, i);
                if (!Item(rule, source, retrievedAt, out var identity).IsNone && (identity is null || seen.Add(identity)) && index-- == 0)
                {
                    return rule;
                }
            }
        }

        return null;
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
