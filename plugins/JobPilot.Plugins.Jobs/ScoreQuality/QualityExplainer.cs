using System.Globalization;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.ScoreQuality;

/// <summary>Says what each flag of a listing costs of its score.</summary>
internal static class QualityExplainer
{
    public static FieldExplanation? Explain(string rule, FieldQuestion question, Func<Record, List<QualityFlag>> check)
    {
        if (!question.Pointer.StartsWith("/quality", StringComparison.Ordinal) || !question.Record.Has(ListingPaths.QualityScore))
        {
            return null;
        }

        var costs = check(question.Record).ToDictionary(flag => flag.Name, flag => flag.Cost, StringComparer.Ordinal);
        var wanted = question.Pointer.StartsWith("/quality/flags/", StringComparison.Ordinal) ? question.Pointer.Split('/')[3] : null;
        var details = new List<ExplanationDetail>();
        for (var i = 0; i < question.Record.GetCount(ListingPaths.QualityFlags); i++)
        {
            if ((wanted is null || wanted == i.ToString(CultureInfo.InvariantCulture)) && question.Record.GetString(IndexedPaths.Of(ListingPaths.QualityFlags, i, "flag")) is { } name)
            {
                var reason = question.Record.GetString(IndexedPaths.Of(ListingPaths.QualityFlags, i, "reason"));
                var cost = !costs.TryGetValue(name, out var known) ? "a cost that is not known any more" : known == 0 ? "costs nothing" : known.ToString("'costs '0.##", CultureInfo.InvariantCulture);
                details.Add(new ExplanationDetail(name, $"{cost}: {reason}"));
            }
        }

        if (wanted is null)
        {
            details.Add(new ExplanationDetail("score", "1 less the cost of each flag, at least 0"));
        }

        return new FieldExplanation(rule, "listing") { Confidence = 1, Details = details };
    }
}
