using System.Text.Json.Nodes;
using JobPilot.Host.Tests.Commands;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Pipelines;

/// <summary>The processors of the shipped pipeline between files, and the rows that are there in the end.</summary>
internal static class ShippedChain
{
    /// <summary>A pipeline from files of postings to <c>out.jsonl</c>, with the processors of <c>pipelines/jsearch.yaml</c>.</summary>
    public static string Pipeline(string input, string? mapping = null)
    {
        var shipped = File.ReadAllText(HostRun.ShippedPipeline("jsearch.yaml"));
        var processors = shipped[shipped.IndexOf("processors:", StringComparison.Ordinal)..shipped.IndexOf("sinks:", StringComparison.Ordinal)];
        if (mapping is not null)
        {
            processors = processors.Replace("- type: map_job", $"- {{ type: map_job, options: {{ mapping: '{mapping}' }} }}", StringComparison.Ordinal);
        }

        return $$"""
            version: 1
            name: chain
            settings: { max_reject_share: 1 }
            collectors:
              - { type: jsonl, id: board, options: { path: '{{input}}' } }
            {{processors.TrimEnd()}}
            sinks:
              - { type: jsonl, options: { path: out.jsonl, key_field: _key } }
            """;
    }

    /// <summary>A sample that lies beside these tests.</summary>
    public static string Sample(string name) => Path.Combine(SharedData.RepositoryRoot(), "tests", "JobPilot.Host.Tests", "Pipelines", "Samples", name);

    /// <summary>The rows that a database would hold: later lines of a key replace, patch or delete earlier ones.</summary>
    public static async Task<SortedDictionary<string, JsonObject>> ReadRowsAsync(HostRun host)
    {
        var rows = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        await foreach (var line in File.ReadLinesAsync(Path.Combine(host.WorkingDirectory, "out.jsonl")))
        {
            var row = JsonNode.Parse(line)!.AsObject();
            var key = (string)row["_key"]!;
            row.Remove("_key");
            switch ((string?)row["_operation"])
            {
                case "delete":
                    rows.Remove(key);
                    break;
                case "patch":
                    foreach (var (name, value) in row["_fields"]!.AsObject())
                    {
                        rows[key][name] = value?.DeepClone();
                    }

                    break;
                default:
                    rows[key] = row;
                    break;
            }
        }

        return rows;
    }

    /// <summary>Rows in the order of the source's ids, without what differs from run to run.</summary>
    public static JsonArray Masked(IEnumerable<JsonObject> rows) => new([.. rows.OrderBy(row => (string)row["source"]!["external_id"]!, StringComparer.Ordinal).Select(Mask)]);

    private static JsonNode? Mask(JsonObject row)
    {
        row["source"]!["retrieved_at"] = "{retrieved}";
        return row;
    }
}
