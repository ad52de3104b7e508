namespace JobPilot.Plugins.Jobs.Text;

/// <summary>Reads the rule files and word lists that the assembly carries: tab-separated lines, <c>#</c> begins a comment line.</summary>
internal static class EmbeddedText
{
    /// <summary>Opens a file of the Data folder.</summary>
    public static Stream Open(string name) =>
        typeof(EmbeddedText).Assembly.GetManifestResourceStream($"data/{name}")
        ?? throw new InvalidOperationException($"The assembly carries no data file '{name}'.");

    /// <summary>The rows of a file, split at tabs; one that is a word, <c>=</c> and an earlier word stands for the rows of that word.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        var rows = new List<string[]>();
        using var reader = new StreamReader(Open(name));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var row = line.Split('\t');
            if (row is [var word, "=", var earlier])
            {
                var others = rows.FindAll(other => other[0] == earlier);
                rows.AddRange(others.Count > 0 ? others.ConvertAll(other => (string[])[word, .. other[1..]]) : throw new InvalidOperationException($"{name}: '{line}' names no word that stands before it."));
            }
            else
            {
                rows.Add(row);
            }
        }

        return rows;
    }
}
