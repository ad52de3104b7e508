namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>An occupation that a title may be.</summary>
internal struct Candidate
{
    /// <summary>The likeliest first.</summary>
    public static readonly Comparison<Candidate> ByBelief = static (one, other) => one.Belief != other.Belief ? other.Belief.CompareTo(one.Belief) : one.Occupation.CompareTo(other.Occupation);

    /// <summary>Number of the occupation.</summary>
    public int Occupation;

    /// <summary>What it is ranked by.</summary>
    public RankingFeatures Features;

    /// <summary>Its share of the belief, 0..1, once it is ranked.</summary>
    public float Belief;
}
