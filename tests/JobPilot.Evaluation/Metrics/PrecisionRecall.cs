namespace JobPilot.Evaluation.Metrics;

/// <summary>Counts what was found against what was to be found.</summary>
internal sealed class PrecisionRecall
{
    private readonly List<string> _misses = [];

    public int TruePositives { get; private set; }

    public int FalsePositives { get; private set; }

    public int FalseNegatives { get; private set; }

    /// <summary>Percent of what was found that is right; null where nothing was found.</summary>
    public double? Precision => Share(TruePositives, FalsePositives);

    /// <summary>Percent of what was to be found that was; null where there was nothing.</summary>
    public double? Recall => Share(TruePositives, FalseNegatives);

    /// <summary>Harmonic mean of both, in percent; null where nothing was found and nothing was there.</summary>
    public double? F1 => TruePositives + FalsePositives + FalseNegatives == 0 ? null : 200.0 * TruePositives / ((2 * TruePositives) + FalsePositives + FalseNegatives);

    public IReadOnlyList<string> Misses => _misses;

    /// <summary>Counts a yes-or-no answer.</summary>
    public void Add(bool expected, bool found, string shown)
    {
        TruePositives += expected && found ? 1 : 0;
        FalsePositives += !expected && found ? 1 : 0;
        FalseNegatives += expected && !found ? 1 : 0;
        if (expected != found)
        {
            _misses.Add($"{(found ? "wrongly found" : "missed")}: {shown}");
        }
    }

    /// <summary>Counts sets of answers: each expected one once.</summary>
    public void Add<T>(IReadOnlyCollection<T> expected, IReadOnlyCollection<T> found, string shown)
    {
        var right = expected.Intersect(found).Count();
        TruePositives += right;
        FalsePositives += found.Distinct().Count() - right;
        FalseNegatives += expected.Distinct().Count() - right;
        if (right != expected.Count || right != found.Count)
        {
            _misses.Add($"{shown}: found [{string.Join("; ", found)}], expected [{string.Join("; ", expected)}]");
        }
    }

    private static double? Share(int right, int wrong) => right + wrong == 0 ? null : 100.0 * right / (right + wrong);
}
