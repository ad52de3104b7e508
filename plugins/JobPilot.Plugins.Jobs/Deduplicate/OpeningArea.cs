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

    /// <summary>Whether it can be said what lies in it.</summary>
    public bool IsKnown => Level > Open || Key.Length == 0;

    /// <summary>The same in one text without blanks, tabs and commas, as <see cref="Family"/> reads it.</summary>
    public override string ToString() => Level switch
    {
        Open => "0",
        OfCountry => $"1{Country}",
        OfRegion => $"2{Country}/{Plain(Region)}",
        _ => $"3{Country}/{Plain(Region)}/{Plain(Key)}",
    };

    private static string Plain(string text) => text.AsSpan().ContainsAny(" ,/\t\n") ? string.Join('-', text.Split([' ', ',', '/', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)) : text;
}
