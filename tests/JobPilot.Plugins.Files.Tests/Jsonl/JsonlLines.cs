using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Files.Tests;

internal static class JsonlLines
{
    public static async Task<IReadOnlyList<Record>> ReadAsync(string path)
    {
        var rows = new List<Record>();
        foreach (var line in File.Exists(path) ? await File.ReadAllLinesAsync(path) : [])
        {
            var record = Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes(line));
            record.Key = record.GetString(FieldPath.Parse("_key")) ?? record.GetString(FieldPath.Parse("id"));
            rows.Add(record);
        }

        return rows;
    }

    public static Record Row(string key, string title) => Record.FromJson(new JsonObject { ["id"] = key, ["title"] = title }, key);
}
