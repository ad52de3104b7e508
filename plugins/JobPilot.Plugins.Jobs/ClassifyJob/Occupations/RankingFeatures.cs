using System.Runtime.CompilerServices;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>What a candidate is ranked by. The order is part of the ranking's weights.</summary>
[InlineArray(Count)]
internal struct RankingFeatures
{
    /// <summary>How many words and letters yield; behind them stands what the meanings of words add.</summary>
    public const int OfWords = 23;

    /// <summary>How many there are.</summary>
    public const int Count = OfWords + MeaningLikeness.Features;

    private float _first;
}
