namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>
/// Tells a district by the large city that is named behind it: "Waterloo, South East London" and "Whitefield, Bangalore" lie there, whatever towns elsewhere are called so. Thread-safe.
/// </summary>
internal sealed class DistrictFinder(Gazetteer gazetteer, LocationWords words)
{
    private const int Metropolis = 1_000_000;
    private const int KnownCity = 300_000;
    private const int KnownTown = 15_000;
    private const double SameTown = 40;
    private const double Beside = 100;
    private readonly PlaceAffixes _affixes = new(words);
    private readonly CityFinder _cities = new(gazetteer, words);

    /// <summary>The city of a million behind one other name, where that is no place of its own.</summary>
    /// <param name="keys">Keys of the parts.</param>
    /// <param name="open">Which of them are a city or region.</param>
    /// <param name="country">Alpha-2 of the country that is named, given or searched; null where there is none.</param>
    /// <param name="isCertain">Whether it lies in that country.</param>
    public City? CityOf(List<string> keys, List<int> open, string? country, bool isCertain)
    {
        if (open.Count != 2 || open[1] == 0)
        {
            return null;
        }

        var (first, whole) = (keys[open[0]], keys[open[1]]);
        var name = _affixes.WithoutQuarter(whole);
        var city = (country is null ? null : gazetteer.FindCity(name, country)) ?? (isCertain ? null : gazetteer.FindCity(name));
        return city is { Population: >= Metropolis } && !IsState(name, city.Country) && gazetteer.FindCity(first) is not { Population: >= KnownCity }
            && !(name == whole ? IsOwnPlace(first, name, city) : IsOwnName(first, whole, city, country))
            ? city : null;
    }

    /// <summary>"Forest Home, New York" is a town of the state.</summary>
    private bool IsState(string name, string country) =>
        RegionFinder.NamesOwnState(country) && gazetteer.FindRegions(name).Any(region => region.StartsWith(country, StringComparison.Ordinal));

    /// <summary>Whether the name is a town of the city's country ("Manresa, Barcelona"), or both lie beside each other elsewhere ("Waterloo, London" in Ontario).</summary>
    private bool IsOwnPlace(string first, string name, City city) =>
        (_cities.Find(first, city.Country, null) is { IsMinor: false } town && (town.Population >= KnownTown || town.DistanceTo(city) < SameTown))
        || (gazetteer.FindCity(first) is { } elsewhere && gazetteer.FindCity(name, elsewhere.Country) is { } beside && beside.DistanceTo(elsewhere) < Beside);

    /// <summary>Whether what looks like a quarter is a city in the country that is meant: "East London" in South Africa, "West Palm Beach".</summary>
    private bool IsOwnName(string first, string whole, City city, string? country) =>
        gazetteer.FindCity(whole) is { } other && (other.Country == country || other.Country == city.Country || _cities.Find(first, other.Country, null) is not null);
}
