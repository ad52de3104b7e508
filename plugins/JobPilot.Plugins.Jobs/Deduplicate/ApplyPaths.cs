using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Paths to fields of the first ways to apply, compiled once and found by their place.</summary>
internal static class ApplyPaths
{
    /// <summary>Ways to apply of which the addresses are read.</summary>
    public const int MostUrls = 6;

    /// <summary>Ways to apply that are asked whether they lead to the employer.</summary>
    public const int MostDirect = 32;

    private static readonly FieldPath[] Urls = Of("url", MostUrls);
    private static readonly FieldPath[] Directs = Of("direct", MostDirect);

    /// <summary>Path to the address of a way to apply.</summary>
    /// <param name="index">Below <see cref="MostUrls"/>.</param>
    public static FieldPath Url(int index) => Urls[index];

    /// <summary>Path to whether a way to apply leads to the employer.</summary>
    /// <param name="index">Below <see cref="MostDirect"/>.</param>
    public static FieldPath Direct(int index) => Directs[index];

    private static FieldPath[] Of(string field, int most) => [.. Enumerable.Range(0, most).Select(index => IndexedPaths.Of(ListingPaths.Apply, index, field))];
}
