using System.Globalization;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// Which of two postings of one opening is kept: the one whose place is known more closely, then one with a requisition number, or that says full or part time, then direct application, then a salary, then the longer description, then the newer. The place
/// and the number come first, so that a posting that only names an area, or no number, never has to give its row back when it is found to be of another opening.
/// </summary>
internal static class Rank
{
    private static readonly string[] Places = ["no known place", "a country", "a region", "a city"];

    private static readonly string[] Claims = ["", "full or part time, ", "a requisition number, "];

    /// <summary>A rank in words.</summary>
    public static string Describe(string rank) => rank.Length < 11 ? "rank unknown"
        : $"{Places[LevelOf(rank)]}, {Claims[SaidOf(rank)]}{(rank[2] == '1' ? "direct application" : "no direct application")}, {(rank[3] == '1' ? "a salary" : "no salary")}, {rank[4..11].TrimStart('0').PadLeft(1, '0')} characters of text, {(rank.Length > 11 ? $"posted {rank[11..]}" : "no date")}";

    /// <summary>What tells first which of two postings is better: how closely the place is known, and what the posting says that may contradict another.</summary>
    public static ReadOnlySpan<char> ClassOf(string rank) => rank.AsSpan(0, Math.Min(rank.Length, 2));

    /// <summary>How closely the place of a posting is known (see <see cref="OpeningArea.Level"/>).</summary>
    public static int LevelOf(string rank) => rank.Length > 0 && rank[0] is >= '0' and <= '3' ? rank[0] - '0' : OpeningArea.Open;

    /// <summary>What a posting says that may contradict another (see <see cref="Claim.SaidIn"/>).</summary>
    public static int SaidOf(string rank) => rank.Length > 1 && rank[1] is >= '0' and <= '2' ? rank[1] - '0' : 0;

    /// <summary>
    /// The same rank of a posting whose place is known otherwise, or that says something else. Ranks of rows that older versions wrote lack the one or both; all end with a date in one of two lengths.
    /// </summary>
    public static string WithClass(string rank, int level, int said) =>
        string.Create(CultureInfo.InvariantCulture, $"{level}{said}{rank.AsSpan(Math.Min(rank.Length, (rank.Length % 10) switch { 9 => 0, 0 => 1, _ => 2 }))}");

    /// <summary>A rank that the version before this wrote, which did not tell what a posting says; others as they are.</summary>
    public static string Upgraded(string rank) => rank.Length > 0 && rank.Length % 10 == 0 ? WithClass(rank, LevelOf(rank), 0) : rank;

    /// <summary>The rank of a posting.</summary>
    /// <param name="record">The posting.</param>
    /// <param name="level">How closely its place is known.</param>
    /// <param name="said">What it says that may contradict another (see <see cref="Claim.SaidIn"/>).</param>
    public static string Of(Record record, int level, int said)
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
        posted = posted.Length >= 20 ? posted[..20] : posted.Length >= 10 ? posted[..10] : default; // Of two lengths, see WithClass.
        return string.Create(
            CultureInfo.InvariantCulture, $"{level}{said}{(direct ? 1 : 0)}{(salary ? 1 : 0)}{length:D7}{posted}");
    }
}
