using JobPilot.Plugins.Jobs.NormalizeLocation;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// The city that a description names at its beginning, for postings whose board knows only the region or country. It must lie there, be large, and stand as places
/// do: behind "in" or "location:", or before a bracket, so that words that are also names of cities do not count.
/// </summary>
internal static class CityInText
{
    private const int Beginning = 600;
    private const int LargeCity = 200_000;

    /// <summary>The first such city; null where there is none.</summary>
    /// <param name="text">The description.</param>
    /// <param name="country">Alpha-2; without it no city is looked for.</param>
    /// <param name="region">ISO 3166-2; null where only the country is known.</param>
    /// <param name="words">The words by which postings are written in one way.</param>
    public static City? Find(string? text, string? country, string? region, DuplicateWords words)
    {
        if (text is null || country is null)
        {
            return null;
        }

        var beginning = text.AsSpan(0, Math.Min(text.Length, Beginning));
        for (var at = 0; at < beginning.Length; at++)
        {
            if (!char.IsUpper(beginning[at]) || (at > 0 && char.IsLetterOrDigit(beginning[at - 1])))
            {
                continue;
            }

            var one = WordEnd(beginning, at);
            var two = one + 1 < beginning.Length && beginning[one] == ' ' && char.IsUpper(beginning[one + 1]) ? WordEnd(beginning, one + 1) : one;
            foreach (var end in two > one ? (ReadOnlySpan<int>)[two, one] : [one])
            {
                if (StandsAsPlace(beginning, at, end, words.CityLeads) && Gazetteer.Instance.FindCity(PlaceName.Key(beginning[at..end]), country, region) is { Population: >= LargeCity } city)
                {
                    return city;
                }
            }
        }

        return null;
    }

    private static bool StandsAsPlace(ReadOnlySpan<char> text, int start, int end, string[] leads)
    {
        foreach (var lead in leads)
        {
            if (text[..start].EndsWith(lead, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return end + 1 < text.Length && text[end] == ' ' && text[end + 1] == '(';
    }

    private static int WordEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsLetter(text[at]))
        {
            at++;
        }

        return at;
    }
}
