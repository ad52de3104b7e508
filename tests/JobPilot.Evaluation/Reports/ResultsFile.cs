using System.Text;

namespace JobPilot.Evaluation.Reports;

/// <summary>The dated Markdown file: the table, what its values rest on, and labels that are held to be wrong.</summary>
internal static class ResultsFile
{
    public static string Write(IReadOnlyList<MeasuredRow> rows, string date, string split)
    {
        var text = new StringBuilder();
        text.Append($"# Quality of the job processors, {date}\n\nDefault options, {split} files. Values are percentages; times are of the processor alone over the rows of the file, on the machine at hand.\n\n");
        text.Append(TableReport.Write(rows));
        Section(text, "What values rest on", rows.Where(row => row.Score.Note is not null).Select(row => $"`{row.Score.Metric}`: {row.Score.Note}."));
        Section(text, "Labels held to be wrong", WrongLabels());
        return text.ToString();
    }

    private static IEnumerable<string> WrongLabels()
    {
        using var reader = new StreamReader(typeof(ResultsFile).Assembly.GetManifestResourceStream("wrong-labels.tsv")!);
        var labels = reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'));
        return [.. labels.GroupBy(label => (File: label[0], Metric: label[2], Reason: label[3]))
            .Select(group => $"{group.Key.File}, `{group.Key.Metric}`, row{(group.Count() == 1 ? "" : "s")} {string.Join(", ", group.Select(label => label[1]))}: {group.Key.Reason}.")];
    }

    private static void Section(StringBuilder text, string heading, IEnumerable<string> items)
    {
        var lines = items.ToList();
        if (lines.Count > 0)
        {
            text.Append($"\n## {heading}\n\n").AppendJoin('\n', lines.Select(line => $"- {line}")).Append('\n');
        }
    }
}
