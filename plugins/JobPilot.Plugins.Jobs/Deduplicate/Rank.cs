using System.Globalization;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// Which of two postings of one opening is kept: the one whose place is known more closely, then direct application, then a salary, then the longer description, then the newer. The place
/// comes first, so that a posting that only names an area never has to give its row back when it is found to be of another city's opening.
/// </summary>
internal static class Rank
{
    private static readonly string[] Places = ["no known place", "a country", "a region", "a city"];

    /// <summary>A rank in words.</summary>
    public static string Describe(string rank) => rank.Length < 10 ? "rank unknown"
        : $"{Places[LevelOf(rank)]}, {(rank[1] == '1' ? "direct application" : "no direct application")}, {(rank[2] == '1' ? "a salary" : "no salary")}, {rank[3..10].TrimStart('0').PadLeft(1, '0')} characters of text, {(rank.Length > 10 ? $"posted {rank[10..]}" : "no date")}";

    /// <summary>How closely the place of a posting is known (see <see cref="OpeningArea.Level"/>).</summary>
    public static int LevelOf(string rank) => rank.Length > 0 && rank[0] is >= '0' and <= '3' ? rank[0] - '0' : OpeningArea.Open;

    /// <summary>The same rank of a posting whose place is known otherwise. Ranks of rows that an older version wrote lack the place; all others end with a date in one of two lengths.</summary>
    public static string WithLevel(string rank, int level) => string.Create(CultureInfo.InvariantCulture, $"{level}{(rank.Length % 10 == 9 ? rank : rank.AsSpan(Math.Min(rank.Length, 1)))}");

    /// <summary>The rank of a posting.</summary>
    /// <param name="record">The posting.</param>
    /// <param name="level">How closely its place is known.</param>
    public static string Of(Record record, int level)
    {
        var direct = false;
        var count = Math.Min(record.GetCount(ListingPaths.Apply), ApplyPaths.MostDirect);
        for (var i = 0; i < count && !direct; i++)
        {
            direct = record.GetBoolean(ApplyPaths.Direct(i)) == true;
        }

        var salary = record.Has(ListingPaths.SalaryMin) || record.Has(ListingPaths.SalaryMax);
        var length = Math.Min(record.GetString(ListingPaths.DescriptionText)?.Length ?? 0, 9_999_999);
        var posted = (record.GetString(ListingPaths.DatePosted) ?? "").AsSpan();
        posted = posted.Length >= 20 ? posted[..20] : posted.Length >= 10 ? posted[..10] : default; // Of two lengths, see WithLevel.
        return string.Create(
            CultureInfo.InvariantCulture, $"{level}{(direct ? 1 : 0)}{(salary ? 1 : 0)}{length:D7}{posted}");
    }
}
