namespace JobPilot.Evaluation;

/// <summary>Value of one metric.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Value">Percent, 0..100; null where no row counts.</param>
/// <param name="Rows">Rows that count.</param>
internal sealed record Score(string Metric, double? Value, int Rows)
{
    /// <summary>What was answered wrongly, for those who mend it.</summary>
    public IReadOnlyList<string> Misses { get; init; } = [];

    /// <summary>What the value rests on; null where that is plain.</summary>
    public string? Note { get; init; }
}
