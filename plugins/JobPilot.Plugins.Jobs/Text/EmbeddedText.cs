namespace JobPilot.Plugins.Jobs.Text;

/// <summary>Reads the rule files and word lists that the assembly carries: tab-separated lines, <c>#</c> begins a comment line.</summary>
internal static class EmbeddedText
{
    /// <summary>Opens a file of the Data folder.</summary>
    public static Stream Open(string name) =>
        typeof(EmbeddedText).Assembly.GetManifestResourceStream($"data/{name}")
        ?? throw new InvalidOperationException($"The assembly carries no data file '{name}'.");

    /// <summary>The rows of a file, split at tabs.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        using var reader = new StreamReader(Open(name));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }
}
