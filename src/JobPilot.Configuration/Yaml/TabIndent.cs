namespace JobPilot.Configuration;

/// <summary>Finds the tab that made a line unreadable.</summary>
internal static class TabIndent
{
    /// <summary>Place of a tab in the indentation of the line or of the two before it; null where there is none.</summary>
    public static (int Line, int Column)? Find(string text, int line)
    {
        var number = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            number++;
            if (number > line)
            {
                break;
            }

            var indent = content[..(content.Length - content.TrimStart(" \t").Length)];
            var tab = indent.IndexOf('\t');
            if (number >= line - 2 && tab >= 0)
            {
                return (number, tab + 1);
            }
        }

        return null;
    }
}
