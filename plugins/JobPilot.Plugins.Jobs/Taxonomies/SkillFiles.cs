using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Jobs.Taxonomies;

/// <summary>Reads skills from the files of ESCO and O*NET.</summary>
internal static class SkillFiles
{
    /// <summary>Reads ESCO's: <c>skills_en.csv</c> of the download, or a file with a preferred label a line.</summary>
    public static List<TaxonomySkill> Esco(TaxonomyFolder folder)
    {
        var file = folder.Require("skills_en.csv", "skills_en_label.txt");
        List<TaxonomySkill> found = file.Contains(".csv", StringComparison.Ordinal)
            ? [.. folder.Table(file, ',', "conceptUri", "preferredLabel", "altLabels", "?skillType").Select(row => new TaxonomySkill(
                row[0], row[1], row[2].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), row[3].Length == 0 ? null : row[3] == "knowledge"))]
            : [.. folder.Lines(file).Select(line => line.Trim()).Select(label => new TaxonomySkill(label, label, [], null))];
        found.RemoveAll(skill => skill.Label.Length == 0 || skill.Code.Length == 0);
        return found.Count > 0 ? found : throw folder.Fault($"'{file}' holds no skill", null);
    }

    /// <summary>Reads O*NET's technologies, each with its UNSPSC commodity code: <c>Technology Skills.txt</c> of the download, or JSON lines.</summary>
    public static List<(string Name, string Code)> Onet(TaxonomyFolder folder)
    {
        var file = folder.Require("Technology Skills.txt", "technologies.jsonl");
        var found = (file.Contains(".txt", StringComparison.Ordinal)
            ? folder.Table(file, '\t', "Example", "Commodity Code").Select(row => (Name: row[0], Code: row[1]))
            : folder.Objects(file).Select(row => (Name: Text(row["name"]), Code: Text(row["unspsc"])))).Where(pair => pair.Name.Length > 0).DistinctBy(pair => pair.Name).ToList();
        return found.Count > 0 ? found : throw folder.Fault($"'{file}' holds no technology", null);
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
