namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Finds the city that parts of a text name. Thread-safe.</summary>
internal sealed class CityFinder(Gazetteer gazetteer, LocationWords words)
{
    private const double SameTown = 40;
    private const int KnownTown = 15_000;
    private const int LargeSection = 200_000;
    private const int Town = 10_000;
    private readonly PlaceAffixes _affixes = new(words);

    /// <summary>The city of a name, with words such as "Greater" around it, with or without its addition, or a section or small place of the country.</summary>
    /// <param name="key">Key of the name.</param>
    /// <param name="country">Alpha-2; null for any.</param>
    /// <param name="region">ISO 3166-2; null for any.</param>
    public City? Find(string key, string? country, string? region)
    {
        if (country is null && words.IsNoPlace(key))
        {
            return FindTown(key);
        }

        if (gazetteer.FindCity(key, country, region) is { } exact)
        {
            return exact;
        }

        if (country is not null && !words.NoNames.Contains(key) && gazetteer.FindMinorPlace(key, country, region) is { } minor)
        {
            return minor;
        }

        City? city = null;
        _affixes.Without(key, name => (city = country is null && words.IsNoPlace(name) ? FindTown(name) : gazetteer.FindCity(name, country, region)) is not null);
        if (city is null && region is not null)
        {
            _affixes.Without(key, name => (city = gazetteer.FindMinorPlace(name, country, region)) is not null);
        }

        return city ?? (country is null ? null : WithoutAddition(key, country, region));
    }

    /// <summary>The first part that is a city; the town that it is a section of where that is named behind it.</summary>
    /// <param name="parts">The parts of the text.</param>
    /// <param name="keys">Their keys.</param>
    /// <param name="names">Which of them may be a city.</param>
    /// <param name="country">Alpha-2; null for any.</param>
    /// <param name="region">ISO 3166-2; null for any.</param>
    /// <param name="isLast">Whether a larger town behind it is meant.</param>
    public Place? FindFirst(List<string> parts, List<string> keys, List<int> names, string? country, string? region, bool isLast)
    {
        City? found = null;
        var at = -1;
        foreach (var i in names)
        {
            var city = Find(keys[i], country, region);
            if (found is null)
            {
                (found, at) = (city, i);
            }
            else if (city is not null && (found.IsMinor ? !city.IsMinor : isLast && city.Population > found.Population * 4 && city.DistanceTo(found) < SameTown) && !IsOtherRegion(keys[i], found))
            {
                (found, at) = (city, i);
            }
        }

        return found is null ? null : Named(found, parts[at], keys[at]);
    }

    /// <summary>A section that counts without its country being known: as large as a city.</summary>
    public City? FindLargeSection(string key) => !words.IsNoPlace(key) && gazetteer.FindMinorPlace(key, null) is { Population: >= LargeSection } section ? section : null;

    /// <summary>"Mobile" is a city, whatever else it means; "Store" is none.</summary>
    private City? FindTown(string key) => !words.Directions.Contains(key) && gazetteer.FindCity(key) is { Population: >= Town } town ? town : null;

    /// <summary>The city as the text calls it where that is longer: "Offenbach am Main".</summary>
    private Place Named(City city, string part, string key)
    {
        var place = Place.Of(city, "place.city", 0.9);
        return PlaceName.WithoutAddition(key) is { } name && name == PlaceName.Key(city.Name) && gazetteer.FindCity(key, city.Country) is null ? place with { City = part } : place;
    }

    /// <summary>"Offenbach" for "Offenbach am Main", unless what is added names a town far from it.</summary>
    private City? WithoutAddition(string key, string country, string? region) =>
        PlaceName.WithoutAddition(key) is { } name && gazetteer.FindCity(name, country, region) is { } city && (city.Population >= KnownTown || gazetteer.IsOnly(name, country))
        && (gazetteer.FindCity(key[(key.LastIndexOf(' ') + 1)..], country) is not { } other || other.DistanceTo(city) < SameTown) ? city : null;

    /// <summary>Whether the name is also that of a region of the country in which the city does not lie: "Mamer, Luxembourg, Luxembourg".</summary>
    private bool IsOtherRegion(string key, City city)
    {
        var own = gazetteer.FindRegions(key).Where(region => region.StartsWith(city.Country, StringComparison.Ordinal)).Select(RegionFinder.Nation).ToList();
        return own.Count > 0 && !own.Contains(city.Region ?? "");
    }
}
