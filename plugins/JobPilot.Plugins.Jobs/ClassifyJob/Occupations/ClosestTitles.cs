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

    /// <summary>Likeness by both of the closest ones.</summary>
    public BestThree Both;

    /// <summary>Of the preferred label.</summary>
    public float Label;

    /// <summary>Adds a title.</summary>
    public void Add(int title, float byWord, float byGroup, bool isLabel)
    {
        var likeness = (byWord + byGroup) / 2;
        ByWord = MathF.Max(ByWord, byWord);
        ByGroup = MathF.Max(ByGroup, byGroup);
        Label = isLabel ? MathF.Max(Label, likeness) : Label;
        Title = Both.Add(likeness) ? title : Title;
    }
}
