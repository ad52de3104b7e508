namespace JobPilot.Plugins.Jobs.Yaml;

/// <summary>A node of a YAML document with its place: a plain value, a list or a table. Immutable; aliases share what they stand for.</summary>
internal sealed class YamlNode(int line, int column)
{
    /// <summary>Line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Column, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>The plain value as written; null for a list or table.</summary>
    public string? Value { get; init; }

    /// <summary>Whether the value is a text even where it looks like a number.</summary>
    public bool IsQuoted { get; init; }

    public IReadOnlyList<YamlNode>? Items { get; init; }

    /// <summary>Keys and values in order; no key stands there twice.</summary>
    public IReadOnlyList<KeyValuePair<YamlNode, YamlNode>>? Fields { get; init; }

    /// <summary>Nodes in it, itself included, aliases counted as what they stand for.</summary>
    public int Size { get; init; } = 1;

    /// <summary>Levels in it: 1 for a plain value.</summary>
    public int Height { get; init; } = 1;

    /// <summary>The value of a table's field; null where there is none.</summary>
    public YamlNode? Get(string name)
    {
        foreach (var (key, value) in Fields ?? [])
        {
            if (key.Value == name)
            {
                return value;
            }
        }

        return null;
    }
}
