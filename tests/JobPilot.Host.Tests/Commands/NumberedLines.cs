using System.Text.Json.Nodes;

namespace JobPilot.Host.Tests.Commands;

/// <summary>Files of numbered records for a pipeline to read, and which of them have arrived.</summary>
internal static class NumberedLines
{
    /// <summary>Writes files <c>in-0.jsonl</c>, <c>in-1.jsonl</c>, ... with records <c>{"id":"0-007","n":7}</c>.</summary>
    public static void Write(HostRun host, int files, int records)
    {
        for (var file = 0; file < files; file++)
        {
            host.Write($"in-{file}.jsonl", string.Concat(Enumerable.Range(0, records).Select(n => $"{{\"id\":\"{file}-{n:D3}\",\"n\":{n}}}\n")));
        }
    }

    /// <summary>Ids of what was written, each as often as it stands there, in order.</summary>
    public static List<string> All(int files, int records) =>
        [.. Enumerable.Range(0, files).SelectMany(file => Enumerable.Range(0, records).Select(n => $"{file}-{n:D3}")).Order(StringComparer.Ordinal)];

    /// <summary>Ids of the lines of an output, in order; none where it is not there.</summary>
    public static List<string> Ids(HostRun host, string output)
    {
        var path = Path.Combine(host.WorkingDirectory, output);
        return File.Exists(path) ? [.. File.ReadAllLines(path).Select(line => (string)JsonNode.Parse(line)!["id"]!).Order(StringComparer.Ordinal)] : [];
    }
}
