using System.Buffers;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Where an opening is, and how closely that is known. A city lies in a region or country, and everything lies in an open place.</summary>
/// <param name="Level">How closely: <see cref="Open"/> to <see cref="City"/>.</param>
/// <param name="Key">The place, written in one way; "" where it is open.</param>
/// <param name="Country">Alpha-2 in lower case; "" where it is not known.</param>
/// <param name="Region">Code or name; "" where it is not known.</param>
internal readonly record struct OpeningArea(int Level, string Key, string Country = "", string Region = "")
{
    /// <summary>From anywhere, or a name that no list knows.</summary>
    public const int Open = 0;

    public const int OfCountry = 1;

    public const int OfRegion = 2;

    public const int City = 3;

    private const int LongestName = 40;
    private const string SignsOfNames = " ,/\t\r\n";
    private static readonly char[] SignsOf = SignsOfNames.ToCharArray();
    private static readonly SearchValues<char> Signs = SearchValues.Create(SignsOfNames);

    /// <summary>Whether it can be said what lies in it.</summary>
    public bool IsKnown => Level > Open || Key.Length == 0;

    /// <summary>The same in one short text without blanks, tabs, commas and more slashes than its own, as <see cref="Family"/> reads it.</summary>
    public override string ToString() => Level switch
    {
        Open => "0",
        OfCountry => $"1{Plain(Country)}",
        OfRegion => $"2{Plain(Country)}/{Plain(Region)}",
        _ => $"3{Plain(Country)}/{Plain(Region)}/{Plain(Key)}",
    };

    /// <summary>Codes stay as they are; what a source calls a country or region may be any text.</summary>
    private static string Plain(string text) =>
        text.Length > LongestName ? MatchKey.Hash(text, 8) : text.AsSpan().ContainsAny(Signs) ? string.Join('-', text.Split(SignsOf, StringSplitOptions.RemoveEmptyEntries)) : text;
}
