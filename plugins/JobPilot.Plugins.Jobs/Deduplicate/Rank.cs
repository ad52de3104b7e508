using System.Globalization;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Which of two postings of one opening is kept: direct application, then a salary, then the longer description, then the newer.</summary>
internal static class Rank
{
    /// <summary>A rank in words.</summary>
    public static string Describe(string rank) => rank.Length < 9 ? "rank unknown"
        : $"{(rank[0] == '1' ? "direct application" : "no direct application")}, {(rank[1] == '1' ? "a salary" : "no salary")}, {rank[2..9].TrimStart('0').PadLeft(1, '0')} characters of text, {(rank.Length > 9 ? $"posted {rank[9..]}" : "no date")}";

    public static string Of(Record record)
    {
        var direct = false;
        var count = Math.Min(record.GetCount(ListingPaths.Apply), 32);
        for (var i = 0; i < count && !direct; i++)
        {
            direct = record.GetBoolean(IndexedPaths.Of(ListingPaths.Apply, i, "direct")) == true;
        }

        var salary = record.Has(ListingPaths.SalaryMin) || record.Has(ListingPaths.SalaryMax);
        var length = Math.Min(record.GetString(ListingPaths.DescriptionText)?.Length ?? 0, 9_999_999);
        var posted = record.GetString(ListingPaths.DatePosted) ?? "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{(direct ? 1 : 0)}{(salary ? 1 : 0)}{length:0000000}{(posted.Length > 20 ? posted.AsSpan(0, 20) : posted)}");
    }
}
