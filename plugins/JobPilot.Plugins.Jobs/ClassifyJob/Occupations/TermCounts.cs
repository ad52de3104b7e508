namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>How many titles of an occupation, or of a group, have each term.</summary>
internal sealed class TermCounts
{
    private readonly Dictionary<int, float> _counts = [];
    private float _length = 1;

    /// <summary>The sum of all counts.</summary>
    public float Total { get; private set; }

    /// <summary>The terms.</summary>
    public IEnumerable<int> Terms => _counts.Keys;

    public void Add(int term)
    {
        _counts[term] = _counts.GetValueOrDefault(term) + 1;
        Total++;
    }

    public float Of(int term) => _counts.GetValueOrDefault(term);

    /// <summary>Ends the counting.</summary>
    public void Measure(Func<int, float> weight) =>
        _length = MathF.Sqrt(_counts.Sum(pair => pair.Value * weight(pair.Key) * weight(pair.Key))) + 1e-6f;

    /// <summary>How alike a title is to all titles here together, 0..1.</summary>
    /// <param name="title">Its terms.</param>
    /// <param name="weight">Weight of each term.</param>
    /// <param name="left">Counts that are taken away first; null for none.</param>
    public float Likeness(TermWeight[] title, Func<int, float> weight, TermCounts? left)
    {
        var sum = 0f;
        foreach (var term in title)
        {
            var count = Of(term.Number) - (left?.Of(term.Number) ?? 0);
            if (count > 0)
            {
                sum += term.Weight * MathF.Sqrt(count) * weight(term.Number);
            }
        }

        return sum / _length;
    }
}
