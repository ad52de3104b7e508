using System.Text;

namespace JobPilot.Plugins.Files.Tests;

/// <summary>A strict reader of RFC 4180, apart from the writer under test.</summary>
internal static class CsvCells
{
    public static List<List<string>> Parse(string text, char delimiter = ',')
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            row.Add(text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at, delimiter));
            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                if (text.AsSpan(at).StartsWith("\r\n"))
                {
                    row.Add("");
                }
            }

            if (text.AsSpan(at).StartsWith("\r\n"))
            {
                at += 2;
                rows.Add(row);
                row = [];
            }
        }

        Assert.Empty(row);
        return rows;
    }

    private static string Quoted(string text, ref int at)
    {
        var cell = new StringBuilder();
        for (at++; ; at++)
        {
            if (text[at] != '"')
            {
                cell.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append(text[++at]);
            }
            else
            {
                at++;
                return cell.ToString();
            }
        }
    }

    private static string Plain(string text, ref int at, char delimiter)
    {
        var start = at;
        while (at < text.Length && text[at] != delimiter && text[at] != '\r')
        {
            Assert.NotEqual('"', text[at]);
            at++;
        }

        return text[start..at];
    }
}
