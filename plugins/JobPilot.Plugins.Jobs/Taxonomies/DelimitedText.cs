using System.Text;

namespace JobPilot.Plugins.Jobs.Taxonomies;

/// <summary>Reads tables of text: cells apart by a letter, cells with line ends in double quotes (RFC 4180).</summary>
internal static class DelimitedText
{
    /// <summary>The rows of a table.</summary>
    public static IEnumerable<string[]> Rows(TextReader reader, char separator)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        var isEmpty = true;
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            var letter = (char)next;
            isEmpty = false;
            if (isQuoted)
            {
                if (letter != '"')
                {
                    cell.Append(letter);
                }
                else if (reader.Peek() == '"')
                {
                    cell.Append((char)reader.Read());
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (letter == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (letter == separator)
            {
                cells.Add(Take(cell));
            }
            else if (letter == '\n')
            {
                cells.Add(Take(cell));
                yield return [.. cells];
                cells.Clear();
                isEmpty = true;
            }
            else if (letter != '\r')
            {
                cell.Append(letter);
            }
        }

        if (!isEmpty)
        {
            cells.Add(Take(cell));
            yield return [.. cells];
        }
    }

    private static string Take(StringBuilder cell)
    {
        var text = cell.ToString();
        cell.Clear();
        return text;
    }
}
