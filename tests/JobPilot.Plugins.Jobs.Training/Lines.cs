using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Jobs.Training;

/// <summary>Lines of files of JSON objects, packed by gzip or not.</summary>
internal static class Lines
{
    /// <summary>The objects of a file; lines that hold none (NaN among them) are left out.</summary>
    public static IEnumerable<JsonObject> Of(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is { } row)
            {
                yield return row;
            }
        }
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
