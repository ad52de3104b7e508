namespace JobPilot.Configuration;

/// <summary>A value of a file with its place. Immutable, so that aliases may share it.</summary>
internal abstract class ConfigNode(SourceLocation location, long size, int height)
{
    public SourceLocation Location { get; } = location;

    /// <summary>Values in it, itself included, aliases counted as what they stand for.</summary>
    public long Size { get; } = size;

    /// <summary>Levels in it: 1 for a scalar.</summary>
    public int Height { get; } = height;

    /// <summary>Size of a node over these parts.</summary>
    protected static long SizeOf<T>(IReadOnlyList<T> parts, Func<T, ConfigNode> nodeOf)
        where T : class
    {
        var size = 1L;
        foreach (var part in parts)
        {
            size += nodeOf(part).Size;
        }

        return size;
    }

    /// <summary>Height of a node over these parts.</summary>
    protected static int HeightOf<T>(IReadOnlyList<T> parts, Func<T, ConfigNode> nodeOf)
        where T : class
    {
        var height = 0;
        foreach (var part in parts)
        {
            height = Math.Max(height, nodeOf(part).Height);
        }

        return height + 1;
    }
}

/// <summary>A list.</summary>
internal sealed class ConfigSequence(IReadOnlyList<ConfigNode> items, SourceLocation location)
    : ConfigNode(location, SizeOf(items, item => item), HeightOf(items, item => item))
{
    public IReadOnlyList<ConfigNode> Items { get; } = items;
}

/// <summary>A mapping; keys are unique and keep their order.</summary>
internal sealed class ConfigMapping : ConfigNode
{
    private readonly Dictionary<string, ConfigEntry> _byKey;

    public ConfigMapping(IReadOnlyList<ConfigEntry> entries, SourceLocation location)
        : base(location, SizeOf(entries, entry => entry.Value), HeightOf(entries, entry => entry.Value))
    {
        Entries = entries;
        _byKey = entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
    }

    public IReadOnlyList<ConfigEntry> Entries { get; }

    public ConfigNode? this[string key] => _byKey.TryGetValue(key, out var entry) ? entry.Value : null;

    public ConfigEntry? Entry(string key) => _byKey.TryGetValue(key, out var entry) ? entry : null;

    public bool Has(string key) => _byKey.ContainsKey(key);

    /// <summary>Text of a scalar; null where the key is absent or holds something else.</summary>
    public string? Text(string key) => this[key] is ConfigScalar { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;

    /// <summary>A copy with another value for a key, in its place or at the end.</summary>
    public ConfigMapping With(string key, ConfigNode value)
    {
        var entry = Entry(key) is { } old ? old with { Value = value } : new ConfigEntry(key, value.Location, value);
        return Has(key)
            ? new ConfigMapping([.. Entries.Select(e => e.Key == key ? entry : e)], Location)
            : new ConfigMapping([.. Entries, entry], Location);
    }

    /// <summary>A copy without a key.</summary>
    public ConfigMapping Without(string key) => Has(key) ? new ConfigMapping([.. Entries.Where(e => e.Key != key)], Location) : this;
}

/// <summary>One key of a mapping.</summary>
internal sealed record ConfigEntry(string Key, SourceLocation KeyLocation, ConfigNode Value);
