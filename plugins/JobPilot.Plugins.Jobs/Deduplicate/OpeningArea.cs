using System.Buffers;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Where an opening is, and how closely that is known. A city lies in a region or country, and everything lies in an open place.</summary>
/// <param name="Level">How closely: <see cref="Open"/> to <see cref="City"/>.</param>
/// <param name="Key">The place, written in one way; "" where it is open.</param>
/// <param name="Country">As a rule alpha-2, in lower case; "" where it is not known.</param>
/// <param name="Region">Code or name; "" where it is not known.</param>
internal readonly record struct OpeningArea(int Level, string Key, string Country = "", string Region = "")
{
    /// <summary>From anywhere, or a name that no list knows.</summary>
    public const int Open = 0;

    /// <summary>A country.</summary>
    public const int OfCountry = 1;

    /// <summary>A region.</summary>
    public const int OfRegion = 2;

    /// <summary>A city.</summary>
    public const int City = 3;

    private const int LongestName = 12;
    private static readonly SearchValues<char> Codes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789#-");

    /// <summary>Whether it can be said what lies in it: not of continents, nor of names that no list knows.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Where the work is done, as far as the posting says it: <c>r</c> from home, <c>o</c> on site, <c>-</c> otherwise. A posting for work from home is none for work on site.</summary>
    public char Mode { get; init; } = '-';

    /// <summary>The same in one short text, as <see cref="Family"/> reads it.</summary>
    public override string ToString() => Level switch
    {
        Open => $"0{Mode}",
        OfCountry => $"1{Mode}{Plain(Country)}",
        OfRegion => $"2{Mode}{Plain(Country)}/{Plain(Region)}",
        _ => $"3{Mode}{Plain(Country)}/{Plain(Region)}/{Plain(Key)}",
    };

    /// <summary>Codes stay as they are; what a source calls a country or region may be any text.</summary>
    private static string Plain(string text) =>
        text.Length > LongestName || text.AsSpan().ContainsAnyExcept(Codes) ? MatchKey.Hash(text, 5) : text;
}
