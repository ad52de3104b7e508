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

    /// <summary>Letters of the longest text that <see cref="Write"/> makes.</summary>
    public const int LongestText = 2 + (3 * LongestName) + 2;

    private const int LongestName = 12;
    private const int HashLetters = 10;
    private static readonly SearchValues<char> Codes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789#-");

    /// <summary>Whether it can be said what lies in it: not of continents, nor of names that no list knows.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Where the work is done, as far as the posting says it: <c>r</c> from home, <c>o</c> on site, <c>-</c> otherwise. A posting for work from home is none for work on site.</summary>
    public char Mode { get; init; } = '-';

    /// <summary>Writes it as one short text, as <see cref="Family"/> reads it.</summary>
    /// <param name="text">At least <see cref="LongestText"/> letters.</param>
    /// <returns>How many of them are used.</returns>
    public int Write(Span<char> text)
    {
        (text[0], text[1]) = ((char)('0' + Level), Mode);
        var length = 2;
        if (Level >= OfCountry)
        {
            length += Plain(Country, text[length..]);
        }

        if (Level >= OfRegion)
        {
            text[length++] = '/';
            length += Plain(Region, text[length..]);
        }

        if (Level >= City)
        {
            text[length++] = '/';
            length += Plain(Key, text[length..]);
        }

        return length;
    }

    /// <summary>Codes stay as they are; what a source calls a country or region may be any text.</summary>
    private static int Plain(string name, Span<char> text)
    {
        if (name.Length > LongestName || name.AsSpan().ContainsAnyExcept(Codes))
        {
            return MatchKey.Hash(name, text[..HashLetters]).Length;
        }

        name.CopyTo(text);
        return name.Length;
    }
}
