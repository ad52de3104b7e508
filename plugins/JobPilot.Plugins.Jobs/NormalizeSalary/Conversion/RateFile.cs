using System.Globalization;
using System.Text;
using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.NormalizeSalary.Conversion;

/// <summary>Reads the user's table of exchange rates: CSV with the columns date, currency, rate and base, in any order. Collects the first findings.</summary>
internal static class RateFile
{
    /// <summary>The file is not there, or cannot be read.</summary>
    public const string Unreadable = "normalize_salary.rates_unreadable";

    /// <summary>The file is no table of rates.</summary>
    public const string Invalid = "normalize_salary.rates_invalid";

    private const int MostBytes = 32 * 1024 * 1024;
    private const int MostFindings = 20;
    private static readonly string[] Columns = ["date", "currency", "rate", "base"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path as the author of the pipeline wrote it.</param>
    /// <param name="resolvePath">Makes it absolute.</param>
    /// <param name="findings">What is wrong with it.</param>
    /// <returns>The table; null where anything is wrong.</returns>
    public static RateTable? Read(string path, Func<string, string> resolvePath, out IReadOnlyList<Diagnostic> findings)
    {
        var found = new List<Diagnostic>();
        findings = found;
        try
        {
            using var stream = File.OpenRead(resolvePath(path));
            if (stream.Length > MostBytes)
            {
                found.Add(new Diagnostic(Invalid, $"The table of rates `{path}` is larger than {MostBytes / 1024 / 1024} MB.") { Pointer = "/rates", Fix = "Keep the days of your postings." });
                return null;
            }

            using var reader = new StreamReader(stream, new UTF8Encoding(false));
            var rows = Rows(DelimitedText.Rows(reader, ','), path, found);
            return found.Count == 0 ? new RateTable(rows) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var reason = error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : error.Message.TrimEnd('.');
            found.Add(new Diagnostic(Unreadable, $"The table of rates `{path}` cannot be read: {reason}.")
            {
                Pointer = "/rates",
                Fix = "Correct `rates` (a relative path starts at the working directory), or remove it with `convert_to`.",
            });
            return null;
        }
    }

    private static List<RateRow> Rows(IEnumerable<string[]> table, string path, List<Diagnostic> findings)
    {
        var rows = new List<RateRow>();
        var seen = new HashSet<(DateOnly, string, string)>();
        int[]? places = null;
        var line = 0;
        foreach (var cells in table)
        {
            line++;
            if (places is null)
            {
                places = Array.ConvertAll(Columns, column => Array.FindIndex(cells, cell => cell.Trim().Equals(column, StringComparison.OrdinalIgnoreCase)));
                if (Array.IndexOf(places, -1) is >= 0 and var missing)
                {
                    Report($"the table has no column `{Columns[missing]}`", "Begin with a line `date,currency,rate,base`.");
                    return rows;
                }
            }
            else if (cells is not ([] or [""]))
            {
                Add([.. places.Select(place => place < cells.Length ? cells[place].Trim() : "")]);
            }

            if (findings.Count == MostFindings)
            {
                return rows;
            }
        }

        if (rows.Count == 0 && findings.Count == 0)
        {
            Report("the table holds no rate", "Add lines such as `2026-11-20,USD,1.0832,EUR`: one euro is 1.0832 dollars.");
        }

        return rows;

        void Add(string[] cells)
        {
            if (!DateOnly.TryParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                Report($"`{cells[0]}` is no date", "Write it as 2026-11-20.");
            }
            else if (Array.Find([cells[1], cells[3]], code => !IsCode(code)) is { } wrong)
            {
                Report($"`{wrong}` is no currency's code", "Write three capital letters (ISO 4217), such as EUR.");
            }
            else if (!double.TryParse(cells[2], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var rate) || !double.IsFinite(rate) || rate <= 0)
            {
                Report($"`{cells[2]}` is no rate", "Write a number above 0 with a decimal point: how much of the currency one of the base is.");
            }
            else if (cells[1] != cells[3] && !seen.Add((date, cells[1], cells[3])))
            {
                Report($"{cells[1]} against {cells[3]} stands here a second time for {cells[0]}", "Keep one of the two.");
            }
            else if (cells[1] != cells[3])
            {
                rows.Add(new RateRow(date, cells[1], rate, cells[3]));
            }
        }

        void Report(string message, string fix) => findings.Add(new Diagnostic(Invalid, $"{Path.GetFileName(path)}: {message}.") { File = path, Line = Math.Max(1, line), Column = 1, Fix = fix });
    }

    private static bool IsCode(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);
}
