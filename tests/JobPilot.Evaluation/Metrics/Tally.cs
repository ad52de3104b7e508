namespace JobPilot.Evaluation.Metrics;

/// <summary>Counts right answers: an accuracy.</summary>
/// <param name="metric">Name of the metric.</param>
internal sealed class Tally(string metric)
{
    private readonly List<string> _misses = [];
    private int _right;
    private int _rows;

    /// <summary>Counts one row.</summary>
    /// <param name="isRight">Whether the answer is right.</param>
    /// <param name="shown">Question and answer, for the list of misses.</param>
    public void Add(bool isRight, string shown)
    {
        _rows++;
        if (isRight)
        {
            _right++;
        }
        else
        {
            _misses.Add(shown);
        }
    }

    /// <summary>Share of right answers in percent.</summary>
    public Score ToScore() => new(metric, _rows == 0 ? null : 100.0 * _right / _rows, _rows) { Misses = _misses };
}
