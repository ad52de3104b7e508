namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>How alike a title and an occupation are in what their words mean. Each likeness goes from -1 to 1; 0 where nothing is known.</summary>
internal struct MeaningLikeness
{
    /// <summary>How many numbers it gives to the ranking.</summary>
    public const int Features = 6;

    /// <summary>To all titles of the occupation together.</summary>
    public float Whole;

    /// <summary>To the closest title.</summary>
    public float First;

    /// <summary>To the second closest.</summary>
    public float Second;

    /// <summary>To the third closest.</summary>
    public float Third;

    /// <summary>To the preferred label.</summary>
    public float Label;

    /// <summary>To all titles of the occupation's group.</summary>
    public float Group;

    /// <summary>Adds a title.</summary>
    public void Add(float likeness, bool isLabel)
    {
        Label = isLabel ? MathF.Max(Label, likeness) : Label;
        if (likeness > First)
        {
            (First, Second, Third) = (likeness, First, Second);
        }
        else if (likeness > Second)
        {
            (Second, Third) = (likeness, Second);
        }
        else
        {
            Third = MathF.Max(Third, likeness);
        }
    }

    /// <summary>Writes what the ranking sees.</summary>
    public readonly void Describe(ref RankingFeatures features)
    {
        Span<float> all = features;
        ReadOnlySpan<float> own = [Whole, First, (First + Second + Third) / 3, Label, Group, Whole * First];
        own.CopyTo(all[RankingFeatures.OfWords..]);
    }
}
