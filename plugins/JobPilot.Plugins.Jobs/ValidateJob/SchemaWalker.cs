using System.Globalization;

namespace JobPilot.Plugins.Jobs.ValidateJob;

/// <summary>
/// Walks over a listing once, beside the compiled schema: over the record's values as they stand, and over JSON text where they are kept as such. Nothing is
/// allocated for a listing that is right. One a thread, reused.
/// </summary>
internal sealed partial class SchemaWalker
{
    /// <summary>Whole numbers from here on are written with an exponent.</summary>
    private const double LeastExponent = 1e15;

    private static readonly string[] SmallIndexes = [.. Enumerable.Range(0, 256).Select(static index => index.ToString(CultureInfo.InvariantCulture))];
    private string[] _path = new string[16];
    private int _depth;
    private int _maxReasons;

    /// <summary>Findings, each with its JSON pointer; at most the number asked for.</summary>
    public List<string> Reasons { get; } = [];

    /// <summary>How many findings there are in all.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets the listing before.</summary>
    public void Start(int maxReasons)
    {
        _maxReasons = maxReasons;
        _depth = 0;
        Reasons.Clear();
        Count = 0;
    }

    public void Check(RecordValue value, CompiledSchema schema)
    {
        if (value.Utf8 is { Length: > 0 } utf8)
        {
            CheckText(utf8, schema);
            return;
        }

        var type = TypeOf(value);
        if (!Allows(schema, type))
        {
            return;
        }

        switch (type)
        {
            case SchemaTypes.String:
                CheckString(value.AsString()!, schema);
                break;
            case SchemaTypes.Number or SchemaTypes.Integer:
                CheckNumber(value.AsNumber()!.Value, schema);
                break;
            case SchemaTypes.Null:
                CheckNull(schema);
                break;
            case SchemaTypes.Array:
                CheckArray(value, schema);
                break;
            case SchemaTypes.Object when schema.ChecksObjects:
                CheckObject(value, schema);
                break;
            default:
                break;
        }
    }

    private static SchemaTypes TypeOf(RecordValue value) => value.Kind switch
    {
        RecordValueKind.String => SchemaTypes.String,
        RecordValueKind.Boolean => SchemaTypes.Boolean,
        RecordValueKind.Array => SchemaTypes.Array,
        RecordValueKind.Object => SchemaTypes.Object,
        RecordValueKind.Number => value.AsNumber() is { } number && Math.Floor(number) == number && Math.Abs(number) < LeastExponent ? SchemaTypes.Integer : SchemaTypes.Number,
        _ => SchemaTypes.Null,
    };

    private static string Names(SchemaTypes types) =>
        ((types & SchemaTypes.Number) != 0 ? types & ~SchemaTypes.Integer : types).ToString().ToLowerInvariant();

    private static string IndexText(int index) => index < SmallIndexes.Length ? SmallIndexes[index] : index.ToString(CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private bool Allows(CompiledSchema schema, SchemaTypes type)
    {
        if ((schema.Types & type) != 0)
        {
            return true;
        }

        Add($"is {type.ToString().ToLowerInvariant()}, allowed: {Names(schema.Types)}");
        return false;
    }

    private void CheckNull(CompiledSchema schema)
    {
        if (schema.Enum is not null && !schema.EnumHasNull)
        {
            Add("is null, which is not allowed");
        }
    }

    private void CheckString(string text, CompiledSchema schema)
    {
        if (schema is { Enum: null, Pattern: null })
        {
            if (schema.MinLength > 0 && text.Length == 0)
            {
                Add("is empty");
            }

            return;
        }

        if (schema.Enum is { } allowed && !allowed.Contains(text))
        {
            Add($"is '{Short(text)}', allowed: {string.Join(", ", allowed)}");
        }

        if (schema.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            Add($"is '{Short(text)}', which does not match {pattern}");
        }
    }

    private void CheckNumber(double number, CompiledSchema schema)
    {
        if (number < schema.Minimum || number > schema.Maximum || number <= schema.ExclusiveMinimum)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"is {number}, out of range"));
        }
    }

    private void CheckArray(RecordValue array, CompiledSchema schema)
    {
        var count = array.Count;
        HashSet<string>? seen = schema.UniqueItems && count > 1 ? new(StringComparer.Ordinal) : null;
        for (var i = 0; i < count; i++)
        {
            var item = array[i];
            if (seen is not null && item.AsString() is { } text && !seen.Add(text))
            {
                Add("has an item twice");
            }

            if (schema.Items is { } items)
            {
                Go(IndexText(i));
                Check(item, items);
                Leave();
            }
        }
    }

    private void CheckObject(RecordValue fields, CompiledSchema schema)
    {
        var found = 0u;
        var next = 0;
        var count = fields.Count;
        for (var i = 0; i < count; i++)
        {
            var name = fields.NameAt(i);
            var field = schema.Find(name, ref next);
            found |= field?.Bit ?? 0;
            if (Enter(name, field, schema) is { } own)
            {
                Check(fields[i], own);
            }

            Leave();
        }

        CheckRequired(found, schema);
    }

    /// <summary>Goes to a field; gives the schema that it is checked by, null for none.</summary>
    private CompiledSchema? Enter(string name, SchemaField? field, CompiledSchema schema)
    {
        Go(name);
        var own = field?.Schema ?? schema.Others;
        if (own is null && !schema.AllowsOthers && !(schema.OpenPrefix is { } prefix && name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            Add("is not a field of the schema");
        }

        return own;
    }

    private void Go(string step)
    {
        if (_depth == _path.Length)
        {
            Array.Resize(ref _path, 2 * _depth);
        }

        _path[_depth++] = step;
    }

    private void Leave() => _depth--;

    private void CheckRequired(uint found, CompiledSchema schema)
    {
        for (var i = 0; i < schema.Required.Length; i++)
        {
            if ((found & (1u << i)) == 0)
            {
                Go(schema.Required[i]);
                Add("is missing");
                Leave();
            }
        }
    }

    private void Add(string reason)
    {
        Count++;
        if (Reasons.Count < _maxReasons)
        {
            Reasons.Add($"/{string.Join('/', _path.AsSpan(0, _depth))} {reason}");
        }
    }
}
