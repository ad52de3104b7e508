using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Jobs.Tests.Snapshots;

/// <summary>Counts decisions in words of the listing's schema; no text of a posting gets into a count's name.</summary>
internal static class ListingTally
{
    private static readonly string[] Codes =
        ["base_salary.currency", "base_salary.period", "work_mode", "seniority", "hiring_organization.is_agency", "education", "employment_types[]", "skills[].kind", "skills[].requirement", "quality.flags[].flag", "locations[].country", "description.language"];

    private static readonly string[] Presence =
        ["title", "hiring_organization.legal_form", "locations[].city", "locations[].region", "base_salary.min", "base_salary.max", "experience_years.min", "experience_years.max", "quality.score", "skills[]"];

    public static void Add(string processor, JsonObject before, JsonObject after, Action<string> count)
    {
        foreach (var field in after.Where(field => field.Key != "provenance" && !JsonNode.DeepEquals(field.Value, before[field.Key])))
        {
            count($"changed {field.Key}");
        }

        foreach (var (pointer, note) in after["provenance"] as JsonObject ?? [])
        {
            if (before["provenance"]?[pointer] is null)
            {
                count($"rule {note!["rule"]} {string.Join('/', pointer.Split('/').Where(part => !part.All(char.IsAsciiDigit) || part.Length == 0))}");
            }
        }

        if (processor == "validate_job")
        {
            return;
        }

        foreach (var path in Codes)
        {
            foreach (var value in Find(after, path).Where(value => !Find(before, path).Any(old => JsonNode.DeepEquals(old, value))))
            {
                count($"{path} = {value}");
            }
        }

        foreach (var path in Presence.Where(path => Find(after, path).Count() > Find(before, path).Count()))
        {
            count($"{path} found");
        }
    }

    private static IEnumerable<JsonNode> Find(JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
        {
            if (part.EndsWith("[]", StringComparison.Ordinal))
            {
                var rest = path[(path.IndexOf(part, StringComparison.Ordinal) + part.Length)..].TrimStart('.');
                return (node as JsonObject)?[part[..^2]] is JsonArray items ? items.OfType<JsonNode>().SelectMany(item => rest.Length == 0 ? [item] : Find(item, rest)) : [];
            }

            node = (node as JsonObject)?[part];
        }

        return node is null ? [] : [node];
    }
}
