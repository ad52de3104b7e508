using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Evaluation;

/// <summary>The labelled files: folders beside the checkout, or another root of the same folders.</summary>
/// <param name="root">Root of the labelled files.</param>
/// <param name="split">dev or test.</param>
/// <param name="taxonomies">Root of the folders with ESCO's and O*NET's files.</param>
internal sealed class DataFolder(string root, string split, string taxonomies)
{
    /// <summary>Where the data lies beside a checkout.</summary>
    public static string Beside { get; } = Path.GetFullPath(Path.Combine(ProjectFolder(), "..", "..", "..", "shared", "data"));

    /// <summary>Root of the labelled files.</summary>
    public string Root => root;

    /// <summary>Root of the folders with ESCO's and O*NET's files.</summary>
    public string Taxonomies => taxonomies;

    /// <summary>Name of a file with its split.</summary>
    public string Name(string file) => file.Replace("{split}", split, StringComparison.Ordinal);

    /// <summary>Whether a file or folder is there.</summary>
    public bool Has(string file) => Path.Combine(root, Name(file)) is var path && (File.Exists(path) || Directory.Exists(path));

    /// <summary>Rows of a file, plain or gzip; all files of a folder. Those that do not hold a word are left out unread.</summary>
    public IEnumerable<JsonObject> Rows(string file, string? word = null)
    {
        var path = Path.Combine(root, Name(file));
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.jsonl*").Order(StringComparer.Ordinal) : Enumerable.Repeat(path, 1);
        foreach (var line in files.SelectMany(Lines))
        {
            if (line.Length > 0 && (word is null || line.Contains(word, StringComparison.Ordinal)))
            {
                yield return Parse(line) as JsonObject ?? throw new InvalidDataException($"{path}: a line is no JSON object: {line[..Math.Min(line.Length, 80)]}");
            }
        }
    }

    /// <summary>Folder of this project's sources.</summary>
    internal static string ProjectFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    /// <summary>Some recorded files have numbers that are none, which JSON does not know.</summary>
    private static JsonNode? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (JsonException)
        {
            try
            {
                return JsonNode.Parse(line.Replace(": NaN", ": null", StringComparison.Ordinal));
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return File.ReadLines(path);
        }

        return Unpacked();

        IEnumerable<string> Unpacked()
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                yield return line;
            }
        }
    }
}
