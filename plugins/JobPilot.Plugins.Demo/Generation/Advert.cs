namespace JobPilot.Plugins.Demo;

/// <summary>Which advert a record shows, and of which opening. Follows from the seed and the record's index.</summary>
internal readonly record struct Advert(AdvertKind Kind, long Index, long Opening)
{
    private const int LookBack = 150;

    public static Advert Of(long seed, long index, DemoDirt dirt)
    {
        var dice = new Dice(seed, index, 0);
        var share = dice.Share();
        var back = index == 0 ? 0 : 1 + dice.Below((int)Math.Min(index, LookBack));
        if (index == 0 || share >= dirt.Repeats + dirt.Duplicates + dirt.Reposts)
        {
            return new Advert(AdvertKind.Original, index, index);
        }

        var earlier = Of(seed, index - back, dirt);
        return share < dirt.Repeats ? earlier with { Kind = AdvertKind.Repeat }
            : new Advert(share < dirt.Repeats + dirt.Duplicates ? AdvertKind.Duplicate : AdvertKind.Repost, index, earlier.Opening);
    }
}
