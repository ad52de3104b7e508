using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Jobs.Taxonomies;

/// <summary>A folder of a taxonomy's files: finds them by their names, packed by gzip or not, and tells what is wrong with them.</summary>
/// <param name="component">Type name of the processor that reads them.</param>
/// <param name="option">The option that names the folder: <c>taxonomies.esco</c>.</param>
/// <param name="path">Absolute path of the folder.</param>
internal sealed class TaxonomyFolder(string component, string option, string path)
{
    /// <summary>Finds the first of the files that is there.</summary>
    /// <returns>Its path; null where none is there.</returns>
    /// <exception cref="FaultException">There is no such folder.</exception>
    public string? Find(params ReadOnlySpan<string> names)
    {
        if (!Directory.Exists(path))
        {
            throw Fault($"there is no folder '{path}'", null);
        }

        foreach (var name in names)
        {
            foreach (var candidate in (ReadOnlySpan<string>)[Path.Combine(path, name), Path.Combine(path, name + ".gz")])
            {
                if (File.Exists(candidate))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    /// <summary>Finds the first of the files that is there.</summary>
    /// <exception cref="FaultException">None is there.</exception>
    public string Require(params ReadOnlySpan<string> names) =>
        Find(names) ?? throw Fault($"the folder '{path}' holds none of {string.Join(", ", names.ToArray())} (nor one of them with .gz)", null);

    /// <summary>Reads a table with a heading, its cells by the names of the columns.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="separator">What parts the cells.</param>
    /// <param name="columns">The columns that are wanted; those that begin with ? may be missing.</param>
    public IEnumerable<string[]> Table(string file, char separator, params string[] columns)
    {
        var places = Array.Empty<int>();
        foreach (var (row, line) in Read(file, reader => DelimitedText.Rows(reader, separator)).Select((row, i) => (row, i + 1)))
        {
            if (line == 1)
            {
                places = Array.ConvertAll(columns, column => Array.FindIndex(row, cell => cell.Trim('\uFEFF', ' ').Equals(column.TrimStart('?'), StringComparison.OrdinalIgnoreCase)));
                if (Array.FindIndex(places, place => place < 0) is >= 0 and var missing && columns.Where((column, i) => places[i] < 0 && column[0] != '?').FirstOrDefault() is { } name)
                {
                    throw Fault($"'{file}' has no column '{name}'; it has {string.Join(", ", row)}", null);
                }

                continue;
            }

            yield return Array.ConvertAll(places, place => place >= 0 && place < row.Length ? row[place] : "");
        }
    }

    /// <summary>Reads a file of a JSON object a line.</summary>
    public IEnumerable<JsonObject> Objects(string file) =>
        Lines(file).Select((line, i) => Parse(file, line, i + 1));

    /// <summary>Reads the lines of a file that are not empty.</summary>
    public IEnumerable<string> Lines(string file) => Read(file, LinesOf).Where(line => line.Length > 0);

    /// <summary>What ends the run where a file is not as it should be.</summary>
    public FaultException Fault(string problem, Exception? inner) => new(FaultKind.Fatal, $"{component}: {option}: {problem}.", inner!)
    {
        Code = component + ".taxonomy_unreadable",
        Fix = $"Point '{option}' to the folder that the official download was unpacked to (a relative path starts at the working directory), or remove it.",
    };

    private static IEnumerable<string> LinesOf(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private JsonObject Parse(string file, string line, int number)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject ?? throw Fault($"line {number} of '{file}' is no JSON object", null);
        }
        catch (JsonException problem)
        {
            throw Fault($"line {number} of '{file}' is no JSON: {problem.Message}", problem);
        }
    }

    private List<T> Read<T>(string file, Func<TextReader, IEnumerable<T>> read)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using Stream unpacked = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
            using var reader = new StreamReader(unpacked);
            return [.. read(reader)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Fault($"'{file}' cannot be read: {problem.Message}", problem);
        }
    }
}
