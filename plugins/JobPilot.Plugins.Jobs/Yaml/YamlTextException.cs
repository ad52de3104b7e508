namespace JobPilot.Plugins.Jobs.Yaml;

/// <summary>A text is not YAML, or more than is read of it.</summary>
internal sealed class YamlTextException(int line, int column, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Column, from 1.</summary>
    public int Column { get; } = column;
}
