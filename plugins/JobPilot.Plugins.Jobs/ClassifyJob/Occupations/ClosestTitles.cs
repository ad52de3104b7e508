namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>The titles of an occupation that are most like a title. Likeness goes from 0 to 1.</summary>
internal struct ClosestTitles
{
    /// <summary>Number of the closest title; -1 for none.</summary>
    public int Title;

    /// <summary>Greatest likeness by words.</summary>
    public float ByWord;

    /// <summary>Greatest likeness by groups of letters.</summary>
    public float ByGroup;

    /// <summary>Likeness by both of the closest.</summary>
    public float First;

    /// <summary>Of the second closest.</summary>
    public float Second;

    /// <summary>Of the third closest.</summary>
    public float Third;

    /// <summary>Of the preferred label.</summary>
    public float Label;

    /// <summary>Adds a title.</summary>
    public void Add(int title, float byWord, float byGroup, bool isLabel)
    {
        var likeness = (byWord + byGroup) / 2;
        ByWord = MathF.Max(ByWord, byWord);
        ByGroup = MathF.Max(ByGroup, byGroup);
        Label = isLabel ? MathF.Max(Label, likeness) : Label;
        if (likeness > First)
        {
            (First, Second, Third, Title) = (likeness, First, Second, title);
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
}
