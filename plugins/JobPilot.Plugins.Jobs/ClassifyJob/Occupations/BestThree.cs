namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>The three greatest of some likenesses; 0 where there were fewer, and for what is not alike at all.</summary>
internal struct BestThree
{
    /// <summary>The greatest.</summary>
    public float First;

    /// <summary>The second.</summary>
    public float Second;

    /// <summary>The third.</summary>
    public float Third;

    /// <summary>The mean of the three.</summary>
    public readonly float Mean => (First + Second + Third) / 3;

    /// <summary>Adds a likeness.</summary>
    /// <returns>Whether it is the greatest by now.</returns>
    public bool Add(float likeness)
    {
        if (likeness > First)
        {
            (First, Second, Third) = (likeness, First, Second);
            return true;
        }

        if (likeness > Second)
        {
            (Second, Third) = (likeness, Second);
        }
        else
        {
            Third = MathF.Max(Third, likeness);
        }

        return false;
    }
}
