namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Finds the pairs of a text that lists cities, each with its region or country, by commas alone: "Tulsa, OK, Reno, NV". Thread-safe.</summary>
internal sealed class PlacePairs(Gazetteer gazetteer)
{
    private const int FewestPairs = 2;
    private const int KnownCity = 300_000;

    /// <summary>How many parts at the beginning are such pairs; 0 where it is no such list.</summary>
    /// <param name="parts">The parts of the text.</param>
    public int Count(List<string> parts)
    {
        var pairs = 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        while ((pairs * 2) + 1 < parts.Count && IsPair(parts[pairs * 2], parts[(pairs * 2) + 1]))
        {
            names.Add(PlaceName.Key(parts[pairs * 2]));
            pairs++;
        }

        return names.Count >= FewestPairs && names.Count == pairs ? pairs * 2 : 0;
    }

    /// <summary>Whether the second name is a region or country in which there is a city of the first.</summary>
    public bool IsPair(string city, string within)
    {
        var (key, area) = (PlaceName.Key(city), PlaceName.Key(within));
        if (gazetteer.FindCountry(key) is not null)
        {
            return false;
        }

        if (within.Length == 2 && within.All(char.IsAsciiLetterUpper))
        {
            return city.Length > 2 && (gazetteer.IsRegionCode($"US-{within}") || gazetteer.IsRegionCode($"CA-{within}"));
        }

        return (gazetteer.FindCountry(area) is { } country && gazetteer.FindCity(key, country) is { } inside && !IsOtherRegion(key, inside))
            || gazetteer.FindRegions(area).Any(region => gazetteer.FindCity(key, region[..2], region) is { } town && (key != area || town.Population >= KnownCity));
    }

    /// <summary>Whether the name is that of a region in which the city does not lie: "Florida, United States".</summary>
    private bool IsOtherRegion(string key, City city) =>
        gazetteer.FindRegions(key).Any(region => region.StartsWith(city.Country, StringComparison.Ordinal) && region != city.Region);
}
