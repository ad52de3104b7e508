using System.Runtime.CompilerServices;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>What a candidate is ranked by. The order is part of the ranking's weights.</summary>
[InlineArray(Count)]
internal struct RankingFeatures
{
    /// <summary>How many the taxonomy itself yields; behind them stands what another one adds.</summary>
    public const int Own = 23;

    /// <summary>How many there are.</summary>
    public const int Count = Own + 6;

    private float _first;
}
