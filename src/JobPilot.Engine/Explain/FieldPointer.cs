using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace JobPilot.Engine.Explain;

/// <summary>Names a field of a record by its JSON pointer (RFC 6901). Immutable.</summary>
public sealed partial class FieldPointer
{
    private readonly string[] _names;

    private FieldPointer(IEnumerable<string> names)
    {
        _names = [.. names];
        Text = string.Concat(_names.Select(name => $"/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}"));
    }

    /// <summary>The pointer; "" for the whole record.</summary>
    public string Text { get; }

    /// <summary>Reads what a user writes: a pointer (<c>/skills/3</c>), or names joined by dots (<c>base_salary.annual_min</c>, <c>skills[3]</c>, <c>skills.3</c>).</summary>
    /// <param name="text">The text.</param>
    /// <param name="pointer">What it names.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryParse(
        string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FieldPointer? pointer, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        (pointer, error) = (null, null);
        if (text.StartsWith('/'))
        {
            pointer = new FieldPointer(text[1..].Split('/').Select(name => name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));
            return true;
        }

        if (!FieldPath.TryParse(text, out var path, out error))
        {
            return false;
        }

        pointer = Of(path);
        return true;
    }

    /// <summary>The value there; null where there is none, or where it is null.</summary>
    /// <param name="record">A record's fields.</param>
    public JsonNode? Find(JsonNode? record)
    {
        foreach (var name in _names)
        {
            record = record switch
            {
                JsonObject fields => fields.TryGetPropertyValue(name, out var value) ? value : null,
                JsonArray items => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count ? items[index] : null,
                _ => null,
            };
        }

        return record;
    }

    /// <summary>Whether <c>provenance</c> has an entry of this very field: also of one that was left empty on purpose.</summary>
    /// <param name="record">A record's fields.</param>
    public bool IsNoted(JsonObject record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Provenance(record)?.Field.Text == Text;
    }

    /// <summary>A field or item below this one.</summary>
    /// <param name="name">Name, or index.</param>
    public FieldPointer Below(string name) => new([.. _names, name]);

    /// <inheritdoc />
    public override string ToString() => Text;

    /// <summary>The field that <c>provenance</c> says a value is from, and the span of its text; null where it names none.</summary>
    internal static (FieldPointer Field, Range? Span)? OfSource(string from)
    {
        var span = Spanned().Match(from);
        return FieldPath.TryParse(span.Success ? span.Groups["field"].Value : from, out var path, out _) && !from.Contains(' ', StringComparison.Ordinal)
            ? (Of(path), span.Success ? int.Parse(span.Groups["from"].Value, CultureInfo.InvariantCulture)..int.Parse(span.Groups["to"].Value, CultureInfo.InvariantCulture) : null)
            : null;
    }

    /// <summary>Whether this field is that one, or one that it stands in.</summary>
    internal bool Holds(FieldPointer other) => other._names.AsSpan().StartsWith(_names);

    /// <summary>What <c>provenance</c> says of the field, or of the nearest one that it stands in.</summary>
    internal (FieldPointer Field, JsonObject Entry)? Provenance(JsonObject record)
    {
        if (record["provenance"] is JsonObject provenance)
        {
            for (var length = _names.Length; length > 0; length--)
            {
                var holder = new FieldPointer(_names[..length]);
                if (provenance[holder.Text] is JsonObject entry)
                {
                    return (holder, entry);
                }
            }
        }

        return null;
    }

    private static FieldPointer Of(FieldPath path) => new(path.Segments.Select(segment => segment.Name ?? segment.Index.ToString(CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"^(?<field>.+)\[(?<from>[0-9]{1,8})\.\.(?<to>[0-9]{1,8})\]$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Spanned();
}
