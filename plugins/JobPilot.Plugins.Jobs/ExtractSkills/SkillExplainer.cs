using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>Says of one skill where it stands in the text, what found it, and how it is demanded.</summary>
internal static class SkillExplainer
{
    private const int LongestSide = 160;

    private static readonly Dictionary<string, string> Finders = new(StringComparer.Ordinal)
    {
        ["list"] = "a name of the plugin's list of skills",
        ["rules"] = "a name of the user's rule files",
        ["terms"] = "a name of the user's file of terms",
        ["ability"] = "the labeller marks it as an ability",
        ["knowledge"] = "the labeller marks it as knowledge",
        ["soft_skill"] = "the labeller marks it as a soft skill",
        ["taxonomy"] = "the sentence speaks of this skill of the taxonomy",
    };

    public static FieldExplanation? Explain(string rule, FieldQuestion question)
    {
        var parts = question.Pointer.Split('/');
        if (parts.Length < 3 || parts[1] != "skills" || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || question.Record.GetNode(IndexedPaths.Of(ListingPaths.Skills, index)) is not JsonObject skill
            || Number(skill, "start") is not { } start || Number(skill, "length") is not { } length
            || question.Record.GetString(ListingPaths.DescriptionText) is not { } text || start < 0 || length < 1 || start + length > text.Length)
        {
            return null;
        }

        var finders = (skill["found_by"] as JsonArray)?.Select(Text).OfType<string>().ToList() ?? [];
        var details = new List<ExplanationDetail> { new("sentence", Sentence(text, start, start + length)) };
        details.AddRange(finders.Select(finder => new ExplanationDetail("found_by", Finders.TryGetValue(finder, out var what) ? $"{finder}: {what}" : finder)));
        if (Text(skill["requirement"]) is { } requirement)
        {
            details.Add(new ExplanationDetail("requirement", $"{requirement}, by the words of its sentence, else by its section"));
        }

        foreach (var taxonomy in (ReadOnlySpan<string>)["esco", "onet"])
        {
            if (Text(skill[taxonomy]) is { } code)
            {
                details.Add(new ExplanationDetail(taxonomy, code));
            }
        }

        // A skill whose rule has an id of its own has an entry of its own.
        var own = question.Record.GetString(FieldPath.Parse($"provenance['/skills/{index}'].rule"));
        return new FieldExplanation(own is { Length: > 0 } ? own : rule, string.Create(CultureInfo.InvariantCulture, $"description.text[{start}..{start + length}]"))
        {
            Confidence = skill["confidence"] is JsonValue value && value.TryGetValue<double>(out var confidence) ? confidence : null,
            Details = details,
        };
    }

    private static int? Number(JsonObject skill, string name) => skill[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The line or sentence around a span; a long one is cut.</summary>
    private static string Sentence(string text, int start, int end)
    {
        var from = start;
        while (from > 0 && start - from < LongestSide && !IsEnd(text, from - 1))
        {
            from--;
        }

        var to = end;
        while (to < text.Length && to - end < LongestSide && text[to] != '\n')
        {
            to++;
            if (IsEnd(text, to - 1))
            {
                break;
            }
        }

        return $"{(start - from == LongestSide ? "…" : "")}{text[from..to].Trim()}{(to - end == LongestSide ? "…" : "")}";
    }

    private static bool IsEnd(string text, int at) => text[at] == '\n' || (text[at] is '.' or '!' or '?' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])));
}
