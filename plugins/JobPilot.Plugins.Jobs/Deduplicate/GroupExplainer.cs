using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Says of a row why the other sources are the same opening, why it is the one that has the row, and which of its fields are another's.</summary>
internal static class GroupExplainer
{
    private const int MostShown = 12;
    private const string MergedRule = "duplicates.merged/1";

    public static FieldExplanation? Explain(string rule, FieldQuestion question, Func<Record, Group> groupOf)
    {
        var name = question.Pointer.Split('/') is [_, var first, ..] ? first : "";
        if (name != "duplicates")
        {
            return name.Length > 0 && question.Record.GetNode(DuplicatesField.Merged) is JsonObject merged && merged[name] is JsonObject entry ? Explain(question.Record, name, entry) : null;
        }

        if (question.Record.Key is null || !question.Record.Has(ListingPaths.Duplicates))
        {
            return null;
        }

        var group = groupOf(question.Record);
        var row = group.Find(question.Record.Key)!;
        var details = new List<ExplanationDetail>();
        foreach (var member in group.Members.Where(member => member.Id != row.Id).Take(MostShown))
        {
            var evidence = Evidence.Of(member, row, group) is { } found ? string.Create(CultureInfo.InvariantCulture, $"{found.Name} ({found.Confidence:0.00})") : "what joined it is gone";
            details.Add(new ExplanationDetail("other_source", $"{member.Id[..Math.Min(12, member.Id.Length)]} {member.Publisher} {evidence}"));
        }

        if (group.Members.Count - 1 > MostShown)
        {
            details.Add(new ExplanationDetail("other_source", $"and {group.Members.Count - 1 - MostShown} more"));
        }

        details.Add(new ExplanationDetail("row", group.Members.Count == 1 ? "no other posting of this opening is known" : $"the best has it: {Rank.Describe(row.Rank)}"));
        return new FieldExplanation(rule, "apply, hiring_organization, title_raw, locations, description.text") { Details = details };
    }

    /// <summary>A field that the row has from another posting of its opening.</summary>
    private static FieldExplanation? Explain(Record row, string name, JsonObject entry)
    {
        if (Text(entry["from"]) is not { Length: > 0 } id)
        {
            return null;
        }

        var details = new List<ExplanationDetail> { new("merged", $"the posting that has the row does not say {name.Replace('_', ' ')}; this one of the same opening does") };
        var lender = (row.GetNode(ListingPaths.DuplicatesOtherSources) as JsonArray)?.OfType<JsonObject>().FirstOrDefault(source => Text(source["id"]) == id);
        details.AddRange(new[] { "publisher", "url", "evidence" }.Select(field => (Field: field, Said: Text(lender?[field]))).Where(one => one.Said is not null)
            .Select(one => new ExplanationDetail(one.Field, one.Said!)));
        return new FieldExplanation(MergedRule, $"listing {id}")
        {
            Confidence = entry["confidence"] is JsonValue value && value.TryGetValue<double>(out var confidence) && confidence is >= 0 and <= 1 ? confidence : null,
            Details = details,
        };
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
