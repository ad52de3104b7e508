namespace JobPilot.Evaluation.Metrics;

/// <summary>Mean of the F1 of each class that occurs among the labels; "nothing stated" is a class.</summary>
internal static class MacroF1
{
    /// <summary>The mean in percent; null without answers.</summary>
    public static double? Of(IReadOnlyList<(string? Expected, string? Found)> answers)
    {
        var classes = answers.Select(answer => answer.Expected).Distinct().ToList();
        return classes.Count == 0 ? null : classes.Average(name =>
        {
            var counts = new PrecisionRecall();
            foreach (var (expected, found) in answers)
            {
                counts.Add(expected == name, found == name, "");
            }

            return counts.F1 ?? 0;
        });
    }
}
