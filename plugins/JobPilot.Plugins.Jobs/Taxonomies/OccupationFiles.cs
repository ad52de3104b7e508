using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Jobs.Taxonomies;

/// <summary>Reads occupations from the files of ESCO and O*NET.</summary>
internal static class OccupationFiles
{
    /// <summary>Reads ESCO's: <c>occupations_en.csv</c> of the download, or JSON lines with <c>esco_uri, isco08, label, alt</c>.</summary>
    public static List<Occupation> Esco(TaxonomyFolder folder)
    {
        var file = folder.Require("occupations_en.csv", "esco_occupations_en.jsonl");
        var found = file.Contains(".csv", StringComparison.Ordinal)
            ? folder.Table(file, ',', "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "?hiddenLabels").Select(row => new Occupation(
                row[0], row[1], row[2], [.. Labels(row[3]).Concat(Labels(row[4]))], ""))
            : folder.Objects(file).Select(row => new Occupation(Text(row, "esco_uri"), Text(row, "isco08"), Text(row, "label"), Texts(row, "alt"), ""));
        return Checked(folder, file, found);
    }

    /// <summary>Reads O*NET's: <c>Occupation Data.txt</c> and <c>Alternate Titles.txt</c> of the download, or JSON lines.</summary>
    public static List<Occupation> Onet(TaxonomyFolder folder)
    {
        var file = folder.Require("Occupation Data.txt", "onet_occupations.jsonl");
        var isTable = file.Contains(".txt", StringComparison.Ordinal);
        var titles = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (code, title) in isTable ? TitlesOfTable(folder) : TitlesOfObjects(folder))
        {
            (titles.TryGetValue(code, out var list) ? list : titles[code] = []).Add(title);
        }

        Occupation Of(string code, string title, string description) => new(code, code[..Math.Min(7, code.Length)], title, titles.GetValueOrDefault(code)?.ToArray() ?? [], description);
        var found = isTable
            ? folder.Table(file, '\t', "O*NET-SOC Code", "Title", "?Description").Select(row => Of(row[0], row[1], row[2]))
            : folder.Objects(file).Select(row => Of(Text(row, "soc"), Text(row, "title"), Text(row, "description")));
        return Checked(folder, file, found);
    }

    private static IEnumerable<(string Code, string Title)> TitlesOfTable(TaxonomyFolder folder) =>
        folder.Find("Alternate Titles.txt") is { } file ? folder.Table(file, '\t', "O*NET-SOC Code", "Alternate Title").Select(row => (row[0], row[1])) : [];

    private static IEnumerable<(string Code, string Title)> TitlesOfObjects(TaxonomyFolder folder) =>
        folder.Find("onet_alternate_titles.jsonl") is { } file ? folder.Objects(file).SelectMany(row => Texts(row, "titles").Select(title => (Text(row, "soc"), title))) : [];

    private static List<Occupation> Checked(TaxonomyFolder folder, string file, IEnumerable<Occupation> found)
    {
        var kept = found.Where(occupation => occupation.Code.Length > 0 && occupation.Label.Length > 0).ToList();
        return kept.Count > 0 ? kept : throw folder.Fault($"'{file}' holds no occupation", null);
    }

    private static string[] Labels(string cell) => cell.Split(['\n', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Text(JsonObject row, string name) => row[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static string[] Texts(JsonObject row, string name) =>
        row[name] is JsonArray list ? [.. list.Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : "").Where(text => text.Length > 0)] : [];
}
