namespace JobPilot.Plugins.Jobs.Tests.Variants;

/// <summary>Variants of what postings say, with what a processor should make of each: tab-separated, <c>#</c> begins a comment.</summary>
internal static class VariantFile
{
    /// <summary>Rows of a file beside the tests; columns that are missing or blank are "".</summary>
    public static IEnumerable<string[]> Rows(string name, int columns)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Variants", "Data", name)).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var cells = line.Split('\t');
            yield return [.. Enumerable.Range(0, columns).Select(column => column < cells.Length ? cells[column].Trim() : "")];
        }
    }

    /// <summary>Checks every row, so that all that is wrong is named at once.</summary>
    public static void Check(IEnumerable<string[]> rows, Func<string[], string> answer, Func<string[], string, bool> isRight)
    {
        var wrong = rows.Select(row => (Row: row, Answer: answer(row))).Where(pair => !isRight(pair.Row, pair.Answer))
            .Select(pair => $"{pair.Row[0]} -> {pair.Answer}, not {string.Join(" ; ", pair.Row.Skip(1))}").ToList();
        Assert.True(wrong.Count == 0, "\n" + string.Join('\n', wrong));
    }
}
