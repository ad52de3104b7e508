namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Finds texts that list several places: countries, or large cities far from each other. Thread-safe.</summary>
internal sealed class PlaceLists(Gazetteer gazetteer)
{
    private const int ListedCity = 50_000;
    private const int ShortestListed = 4;
    private const double FarApart = 60;

    /// <summary>Reads a list; null where the parts are none.</summary>
    /// <param name="keys">Keys of all parts.</param>
    /// <param name="open">Places of the parts that count.</param>
    /// <param name="clues">What else the posting says.</param>
    public IReadOnlyList<Place>? Read(List<string> keys, List<int> open, in PlaceClues clues) => ListedCountries(keys, open) ?? ListedCities(keys, open, clues);

    /// <summary>Several countries, and nothing beside them that is a place: "France, Spain, European time zones"; null where it is no such list.</summary>
    private List<Place>? ListedCountries(List<string> keys, List<int> open)
    {
        var codes = open.ConvertAll(i => gazetteer.FindCountry(keys[i]));
        var distinct = codes.OfType<string>().Distinct().ToList();
        if (distinct.Count < 2 || gazetteer.FindRegions(keys[open[0]]).Any(region => region.StartsWith(distinct[^1], StringComparison.Ordinal)))
        {
            return null;
        }

        for (var at = 0; at < open.Count; at++)
        {
            if (codes[at] is null && (at < 1 || IsPlace(keys[open[at]])))
            {
                return null;
            }
        }

        return distinct.ConvertAll(code => new Place(null, null, code, null, "place.country", 0.97));
    }

    private bool IsPlace(string key) => key.Length < ShortestListed || gazetteer.FindCity(key) is not null || gazetteer.FindRegions(key).Count > 0;

    /// <summary>Large cities far from each other, some with their country behind them: "Miami (USA), Dubai, Bengaluru (India)"; null where it is no such list.</summary>
    private List<Place>? ListedCities(List<string> keys, List<int> open, in PlaceClues clues)
    {
        if (open.Count < 2)
        {
            return null;
        }

        var found = new List<Place>();
        for (var at = 0; at < open.Count; at++)
        {
            var key = keys[open[at]];
            if (key.Length < ShortestListed)
            {
                return null;
            }

            if (open.Exists(i => i != open[at] && keys[i].EndsWith(' ' + key, StringComparison.Ordinal)))
            {
                // "East London, London" is one place.
                return null;
            }

            if (at > 0 && (IsCityIn(keys[open[at - 1]], key) || IsCityIn(key, keys[open[at - 1]])))
            {
                return null;
            }

            var behind = at + 1 < open.Count ? gazetteer.FindCountry(keys[open[at + 1]]) : null;
            if (behind is not null && gazetteer.FindCity(key, behind) is { } inside
                && !gazetteer.FindRegions(key).Any(region => region.StartsWith(behind, StringComparison.Ordinal) && region != inside.Region))
            {
                found.Add(Place.Of(inside, "place.listed", 0.93));
                at++;
            }
            else if (gazetteer.FindCountry(key) is { } country)
            {
                found.Add(new Place(null, null, country, null, "place.listed", 0.9));
            }
            else if ((gazetteer.FindCity(key, clues.Country) ?? (clues.IsGiven ? null : gazetteer.FindCity(key))) is { Population: >= ListedCity } city)
            {
                found.Add(Place.Of(city, "place.listed", 0.8));
            }
            else
            {
                return null;
            }
        }

        found.RemoveAll(place => place.City is null && found.Exists(other => other.City is not null && other.Country == place.Country));
        return found.Count > 1 && found.Count(place => place.City is not null) > 1 && AreFarApart(found) ? found : null;
    }

    /// <summary>Whether the first name is that of a city in a region of the second name: such a pair is one place.</summary>
    private bool IsCityIn(string city, string region) => gazetteer.FindRegions(region).Any(code => (gazetteer.FindCity(city, code[..2], code) ?? gazetteer.FindMinorPlace(city, code[..2], code)) is not null);

    private static bool AreFarApart(List<Place> places)
    {
        var cities = places.Select(place => place.Found).OfType<City>().ToList();
        for (var i = 1; i < cities.Count; i++)
        {
            if (cities.GetRange(0, i).Exists(other => other.DistanceTo(cities[i]) < FarApart))
            {
                return false;
            }
        }

        return true;
    }
}
