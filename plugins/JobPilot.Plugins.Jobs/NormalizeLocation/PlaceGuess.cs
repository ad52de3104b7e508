namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Finds what is left of a text in which nothing was found. Thread-safe.</summary>
internal sealed class PlaceGuess(Gazetteer gazetteer)
{
    private const int SmallCity = 15_000;

    /// <summary>Keeps what is left where nothing was found: a name before a state's letters is a city that the gazetteer lacks.</summary>
    public void Find(List<string> parts, in PlaceClues clues, List<Place> places)
    {
        var hint = clues.Country;
        var keys = parts.ConvertAll(part => PlaceName.Key(part));
        for (var i = 1; i < parts.Count; i++)
        {
            if (RegionByLetters(parts[i], hint ?? "US") is { } region)
            {
                if (gazetteer.IsCountryCode(parts[i]) && WordThatIsCity(keys[i - 1], parts[i]) is { } inCountry)
                {
                    // "Garching b. München, DE" lies in Germany, not in Delaware.
                    places.Add(Place.Of(inCountry, "place.word_of_text", 0.6));
                    return;
                }

                places.Add(new Place(parts[i - 1], region, region[..2], null, "place.unknown_city", 0.7));
                return;
            }
        }

        // "Hilden near Düsseldorf", "Berlin Kreuzberg": the longest run of words that is a city.
        foreach (var key in keys)
        {
            var words = key.Split(' ');
            if (words.Length is < 2 or > 6)
            {
                continue;
            }

            for (var length = words.Length - 1; length > 0; length--)
            {
                for (var start = 0; start + length <= words.Length; start++)
                {
                    var name = string.Join(' ', words, start, length);
                    if (name.Length > 3 && (gazetteer.FindCity(name, hint) ?? (clues.IsGiven ? null : gazetteer.FindCity(name))) is { } city
                        && (city.Population >= SmallCity * 4 || city.Country == hint))
                    {
                        places.Add(Place.Of(city, "place.word_of_text", 0.6));
                        return;
                    }

                    if (name.Length > 3 && gazetteer.FindCountry(name) is { } country)
                    {
                        places.Add(new Place(null, null, country, null, "place.word_of_text", 0.7));
                        return;
                    }
                }
            }
        }
    }

    private City? WordThatIsCity(string key, string country) =>
        key.Split(' ').Where(word => word.Length > 3).Select(word => gazetteer.FindCity(word, country)).FirstOrDefault(city => city is not null);

    private string? RegionByLetters(string part, string country) =>
        part.Length == 2 && part.All(char.IsAsciiLetterUpper) && gazetteer.IsRegionCode($"{country}-{part}") ? $"{country}-{part}"
        : part.Length == 2 && country != "US" && part.All(char.IsAsciiLetterUpper) && gazetteer.IsRegionCode($"US-{part}") ? $"US-{part}" : null;
}
