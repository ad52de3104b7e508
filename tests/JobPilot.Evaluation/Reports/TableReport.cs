using System.Globalization;
using System.Text;

namespace JobPilot.Evaluation.Reports;

/// <summary>The table as Markdown, its columns aligned.</summary>
internal static class TableReport
{
    public static string Write(IEnumerable<MeasuredRow> rows)
    {
        List<string[]> lines = [["processor", "metric", "file", "value", "rows", "µs a posting", "floor", "reach", "stretch", "stands"]];
        foreach (var row in rows)
        {
            var target = Targets.Instance.Of(row.Score.Metric);
            lines.Add([
                row.Processor, row.Score.Metric, row.File, Text(row.Score.Value), row.Score.Rows.ToString(CultureInfo.InvariantCulture), Text(row.Microseconds),
                Text(target?.Floor), Text(target?.Reach), Text(target?.Stretch), Targets.Instance.Judge(row.Score)]);
        }

        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        lines.Insert(1, [.. widths.Select(width => new string('-', width))]);
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append("| ").AppendJoin(" | ", line.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Text(double? value) => value is null ? "" : value.Value.ToString("0.0", CultureInfo.InvariantCulture);
}
