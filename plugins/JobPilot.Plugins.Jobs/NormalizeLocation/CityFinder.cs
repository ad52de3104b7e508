namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Finds the city that parts of a text name. Thread-safe.</summary>
internal sealed class CityFinder(Gazetteer gazetteer, LocationWords words)
{
    private const double SameTown = 40;
    private const int KnownTown = 15_000;
    private const int LargeSection = 200_000;
    private const int Metropolis = 1_000_000;
    private const int KnownCity = 300_000;
    private const double Beside = 100;

    /// <summary>Where a town is always named with its own state; elsewhere the next city's region may be named: "Reinbek, Hamburg".</summary>
    public static readonly string[] OwnState = ["US", "CA", "AU"];
    private readonly PlaceAffixes _affixes = new(words);

    /// <summary>The city of a name, with words such as "Greater" around it, with or without its addition, or a section or small place of the country.</summary>
    /// <param name="key">Key of the name.</param>
    /// <param name="country">Alpha-2; null for any.</param>
    /// <param name="region">ISO 3166-2; null for any.</param>
    public City? Find(string key, string? country, string? region)
    {
        if (gazetteer.FindCity(key, country, region) is { } exact)
        {
            return exact;
        }

        if (country is not null && !words.NoNames.Contains(key) && gazetteer.FindMinorPlace(key, country, region) is { } minor)
        {
            return minor;
        }

        City? city = null;
        _affixes.Without(key, name => (city = gazetteer.FindCity(name, country, region)) is not null);
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

    /// <summary>
    /// The city of a million behind one other name, where that is no town of its own: "Waterloo, South East London" and "Whitefield, Bangalore" are districts, whatever towns elsewhere are called
    /// so. Two towns that lie beside each other elsewhere ("Waterloo, London" in Ontario), and towns of the city's own country, stay what they are.
    /// </summary>
    /// <param name="keys">Keys of the parts.</param>
    /// <param name="open">Which of them are a city or region.</param>
    /// <param name="country">Alpha-2 of the country that is named, given or searched; null where there is none.</param>
    /// <param name="isCertain">Whether it lies in that country.</param>
    public City? OfMetropolis(List<string> keys, List<int> open, string? country, bool isCertain)
    {
        if (open.Count != 2 || open[1] == 0 || words.NoNames.Contains(keys[open[1]]))
        {
            return null;
        }

        var (first, whole) = (keys[open[0]], keys[open[1]]);
        var name = _affixes.WithoutQuarter(whole);
        var isQuarter = name != whole;
        if (((country is null ? null : gazetteer.FindCity(name, country)) ?? (isCertain ? null : gazetteer.FindCity(name))) is not { Population: >= Metropolis } large
            || (OwnState.Contains(large.Country) && gazetteer.FindRegions(name).Any(region => region.StartsWith(large.Country, StringComparison.Ordinal)))
            || gazetteer.FindCity(first) is { Population: >= KnownCity })
        {
            // "Forest Home, New York" is a town of the state.
            return null;
        }

        if (isQuarter)
        {
            // "East London" is a city too, in South Africa.
            return gazetteer.FindCity(whole) is not { } city || (city.Country != country && city.Country != large.Country && Find(first, city.Country, null) is null) ? large : null;
        }

        return Find(first, large.Country, null) is { IsMinor: false } town && (town.Population >= KnownTown || town.DistanceTo(large) < SameTown)
            || (gazetteer.FindCity(first) is { } elsewhere && gazetteer.FindCity(name, elsewhere.Country) is { } beside && beside.DistanceTo(elsewhere) < Beside)
            ? null : large;
    }

    /// <summary>A section that counts without its country being known: as large as a city.</summary>
    public City? FindLargeSection(string key) => gazetteer.FindMinorPlace(key, null) is { Population: >= LargeSection } section ? section : null;

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
