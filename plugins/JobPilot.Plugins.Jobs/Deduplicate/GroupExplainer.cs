using System.Globalization;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Says of a row why the other sources are the same opening, and why it is the one that has the row.</summary>
internal static class GroupExplainer
{
    private const int MostShown = 12;

    public static FieldExplanation? Explain(string rule, FieldQuestion question, Func<Record, Group> groupOf)
    {
        if (!question.Pointer.StartsWith("/duplicates", StringComparison.Ordinal) || question.Record.Key is null || !question.Record.Has(ListingPaths.Duplicates))
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
}
