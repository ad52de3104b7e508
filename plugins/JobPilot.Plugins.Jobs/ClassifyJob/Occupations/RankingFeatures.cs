using System.Runtime.CompilerServices;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>What a candidate is ranked by. The order is part of the ranking's weights.</summary>
[InlineArray(Count)]
internal struct RankingFeatures
{
    /// <summary>How many there are.</summary>
    public const int Count = 23;

    private float _first;
}
