namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>A node of a mapping's text, whether it was written as YAML or as JSON: a plain value, a list or a table. Immutable.</summary>
internal sealed class MappingNode(int line)
{
    /// <summary>Line in the text, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The plain value; null for a list or table.</summary>
    public string? Value { get; init; }

    /// <summary>Whether the value is a text even where it looks like a number.</summary>
    public bool IsQuoted { get; init; }

    public IReadOnlyList<MappingNode>? Items { get; init; }

    public IReadOnlyList<MappingEntry>? Fields { get; init; }

    /// <summary>The value of a table's field; null where there is none.</summary>
    public MappingNode? Get(string name)
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

    /// <summary>The plain value.</summary>
    /// <param name="what">What is expected here.</param>
    /// <exception cref="MappingException">It is a list or table.</exception>
    public string Scalar(string what) => Value ?? throw Wrong($"{what} is expected here, not a list or table");

    /// <summary>The items of a list; a node that is none is a list of one.</summary>
    public IReadOnlyList<MappingNode> AsList() => Items ?? [this];

    public MappingException Wrong(string message) => new($"line {Line}: {message}.");
}
