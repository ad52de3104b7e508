namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>How alike a title and an occupation are in what their words mean. Each likeness goes from -1 to 1; 0 where nothing is known.</summary>
internal struct MeaningLikeness
{
    /// <summary>How many numbers it gives to the ranking.</summary>
    public const int Features = 6;

    /// <summary>To all titles of the occupation together.</summary>
    public float Whole;

    /// <summary>To the closest titles.</summary>
    public BestThree Closest;

    /// <summary>To the preferred label.</summary>
    public float Label;

    /// <summary>To all titles of the occupation's group.</summary>
    public float Group;

    /// <summary>Adds a title.</summary>
    public void Add(float likeness, bool isLabel)
    {
        Label = isLabel ? MathF.Max(Label, likeness) : Label;
        Closest.Add(likeness);
    }

    /// <summary>Writes what the ranking sees.</summary>
    public readonly void Describe(ref RankingFeatures features)
    {
        Span<float> all = features;
        ReadOnlySpan<float> own = [Whole, Closest.First, Closest.Mean, Label, Group, Whole * Closest.First];
        own.CopyTo(all[RankingFeatures.OfWords..]);
    }
}
