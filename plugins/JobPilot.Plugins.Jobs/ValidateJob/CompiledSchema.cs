using System.Text;

namespace JobPilot.Plugins.Jobs.ValidateJob;

/// <summary>One schema of the tree, compiled. Immutable once <see cref="Seal"/> was called.</summary>
internal sealed class CompiledSchema
{
    private byte[][] _enumUtf8 = [];
    private RightTexts? _right;
    private Dictionary<string, SchemaField> _byName = [];

    /// <summary>Texts that it is known to allow.</summary>
    public RightTexts Right => LazyInitializer.EnsureInitialized(ref _right);

    public SchemaTypes Types { get; set; } = SchemaTypes.Any;

    /// <summary>Strings that are allowed; null means any.</summary>
    public string[]? Enum { get; set; }

    public bool EnumHasNull { get; set; }

    public TextPattern? Pattern { get; set; }

    public int MinLength { get; set; }

    public double Minimum { get; set; } = double.NegativeInfinity;

    public double Maximum { get; set; } = double.PositiveInfinity;

    public double ExclusiveMinimum { get; set; } = double.NegativeInfinity;

    public bool UniqueItems { get; set; }

    public CompiledSchema? Items { get; set; }

    /// <summary>Properties that have a schema of their own; null where none has.</summary>
    public SchemaField[]? Fields { get; set; }

    /// <summary>Names of the required properties; each has a bit in the order given.</summary>
    public string[] Required { get; set; } = [];

    /// <summary>Prefix of names that are allowed beside <see cref="Fields"/>.</summary>
    public string? OpenPrefix { get; set; }

    public bool AllowsOthers { get; set; } = true;

    /// <summary>Schema of properties that have none of their own.</summary>
    public CompiledSchema? Others { get; set; }

    /// <summary>Whether there is anything to check in an object.</summary>
    public bool ChecksObjects => Fields is not null || Others is not null || !AllowsOthers || Required.Length > 0;

    public CompiledSchema Seal()
    {
        _enumUtf8 = [.. (Enum ?? []).Select(Encoding.UTF8.GetBytes)];
        _byName = (Fields ?? []).ToDictionary(static field => field.Name, StringComparer.Ordinal);
        for (var i = 0; i < Required.Length; i++)
        {
            if (!_byName.TryGetValue(Required[i], out var field))
            {
                throw new NotSupportedException($"The schema requires '{Required[i]}' without saying what it is.");
            }

            field.Bit = 1u << i;
        }

        return this;
    }

    /// <summary>Whether a string without escapes is among those allowed.</summary>
    public bool IsInEnum(ReadOnlySpan<byte> utf8)
    {
        foreach (var value in _enumUtf8)
        {
            if (utf8.SequenceEqual(value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The property of a name; null where it has no schema of its own.</summary>
    /// <param name="name">The name.</param>
    /// <param name="next">Where it is looked for first, since fields mostly stand in the schema's order; then the place behind it.</param>
    public SchemaField? Find(string name, ref int next)
    {
        var fields = Fields.AsSpan();
        for (var i = 0; i < fields.Length; i++)
        {
            var at = next + i < fields.Length ? next + i : next + i - fields.Length;
            if (ReferenceEquals(fields[at].Name, name))
            {
                next = at + 1;
                return fields[at];
            }
        }

        return _byName.GetValueOrDefault(name);
    }

    /// <summary>The property of a name without escapes; null where it has no schema of its own.</summary>
    /// <param name="utf8">The name.</param>
    /// <param name="next">Where it is looked for first; then the place behind it.</param>
    public SchemaField? Find(ReadOnlySpan<byte> utf8, ref int next)
    {
        var fields = Fields.AsSpan();
        for (var i = 0; i < fields.Length; i++)
        {
            var at = next + i < fields.Length ? next + i : next + i - fields.Length;
            if (utf8.SequenceEqual(fields[at].Utf8))
            {
                next = at + 1;
                return fields[at];
            }
        }

        return null;
    }
}
