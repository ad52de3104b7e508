using System.Globalization;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary>A list of what its parts yield, in order; nothing where that is empty.</summary>
internal sealed class ListRule(ListPart[] parts, string? distinct) : MappingRule
{
    public override MappedValue Read(Record source, DateTimeOffset retrievedAt)
    {
        JsonScratch? scratch = null;
        MappedValue[] values = [];
        var first = default(MappedValue);
        List<string>? seen = null;
        foreach (var part in parts)
        {
            var count = part.Count(source, out var isPlain);
            for (var i = 0; i < count; i++)
            {
                var rule = part.Item(isPlain, i);
                if (!TryRead(rule, source, retrievedAt, ref values, out var value, out var identity) || IsRepeated(identity, ref first, ref seen))
                {
                    continue;
                }

                if (scratch is null)
                {
                    scratch = JsonScratch.Rent();
                    scratch.Writer.WriteStartArray();
                }

                if (rule is FieldsRule fields)
                {
                    fields.Write(values, scratch.Writer);
                }
                else
                {
                    value.WriteTo(scratch.Writer);
                }
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
        MappedValue[] values = [];
        foreach (var part in parts)
        {
            var count = part.Count(source, out var isPlain);
            for (var i = 0; i < count; i++)
            {
                var rule = part.Item(isPlain, i);
                if (TryRead(rule, source, retrievedAt, ref values, out _, out var identity) && (identity.AsText() is not { } text || seen.Add(text)) && index-- == 0)
                {
                    return rule;
                }
            }
        }

        return null;
    }

    /// <summary>Whether an item was there before. That of the only item, as most lists have, is never made text.</summary>
    private static bool IsRepeated(MappedValue identity, ref MappedValue first, ref List<string>? seen)
    {
        if (identity.IsNone)
        {
            return false;
        }

        if (first.IsNone)
        {
            first = identity;
            return false;
        }

        if (identity.AsText() is not { } text)
        {
            return false;
        }

        seen ??= first.AsText() is { } other ? [other] : [];
        if (seen.Contains(text))
        {
            return true;
        }

        seen.Add(text);
        return false;
    }

    /// <summary>Reads an item: a value, or the fields of an object.</summary>
    /// <param name="rule">The item's rule.</param>
    /// <param name="source">The source's record.</param>
    /// <param name="retrievedAt">When it was retrieved.</param>
    /// <param name="values">The fields' values; replaced by a longer array where it is too short.</param>
    /// <param name="value">The value of an item that is no object.</param>
    /// <param name="identity">What may stand in the list once; none where all may repeat.</param>
    /// <returns>Whether it is anything.</returns>
    private bool TryRead(MappingRule rule, Record source, DateTimeOffset retrievedAt, ref MappedValue[] values, out MappedValue value, out MappedValue identity)
    {
        identity = default;
        if (rule is not FieldsRule fields)
        {
            value = rule.Read(source, retrievedAt);
            identity = distinct is null ? default : value;
            return !value.IsNone;
        }

        value = default;
        if (values.Length < fields.Count)
        {
            values = new MappedValue[fields.Count];
        }

        if (!fields.Read(source, retrievedAt, values))
        {
            return false;
        }

        identity = distinct is not null && fields.IndexOf(distinct) is >= 0 and var at ? values[at] : default;
        return true;
    }
}
