namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Finds what is left of a text in which nothing was found. Thread-safe.</summary>
internal sealed class PlaceGuess(Gazetteer gazetteer, LocationWords words)
{
    private const int SmallCity = 15_000;
    private const int KnownCity = SmallCity * 4;
    private const int ShortestWord = 4;
    private const int MostWords = 6;
    private readonly UnknownCity _unknown = new(words);

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

                places.Add(CityOfWords(parts[i - 1], region[..2], region)
                    ?? new Place(words.NamesNothing(keys[i - 1]) ? null : parts[i - 1], region, region[..2], null, "place.unknown_city", 0.7));
                return;
            }
        }

        foreach (var key in keys)
        {
            if (OfWords(key, clues) is { } place)
            {
                places.Add(place);
                return;
            }
        }

        if (hint is not null && !clues.IsGiven && parts.Count == 1 && _unknown.IsName(parts[0], keys[0]))
        {
            places.Add(new Place(parts[0], null, hint, null, "place.unknown_city", 0.4));
        }
    }

    /// <summary>The city that words of the parts name where no whole part does: "Long Street Leeds".</summary>
    /// <param name="part">The part; a name with hyphens is one.</param>
    /// <param name="country">Alpha-2.</param>
    /// <param name="region">ISO 3166-2; null for any.</param>
    public Place? CityOfWords(string part, string country, string? region = null) =>
        !part.Contains('-', StringComparison.Ordinal)
        && Longest(PlaceName.Key(part), name => gazetteer.FindCity(name, country, region) is { Population: >= KnownCity } city ? city : null) is { } found
            ? Place.Of(found, "place.word_of_text", 0.6) : null;

    /// <summary>"Hilden near Düsseldorf", "Berlin Kreuzberg": the longest run of words that is a city, else a country.</summary>
    private Place? OfWords(string key, PlaceClues clues)
    {
        var city = Longest(key, name => (gazetteer.FindCity(name, clues.Country) ?? (clues.IsGiven ? null : gazetteer.FindCity(name))) is { } found
            && (found.Population >= KnownCity || found.Country == clues.Country) ? found : null);
        if (city is not null)
        {
            return Place.Of(city, "place.word_of_text", 0.6);
        }

        var country = Runs(key).Select(gazetteer.FindCountry).FirstOrDefault(code => code is not null);
        return country is null ? null : new Place(null, null, country, null, "place.word_of_text", 0.7);
    }

    /// <summary>Of the longest runs that are a city the most populous, or the one before a word such as "near".</summary>
    private City? Longest(string key, Func<string, City?> find)
    {
        City? best = null;
        var length = 0;
        foreach (var run in Runs(key))
        {
            var count = run.AsSpan().Count(' ') + 1;
            if (best is not null && count < length)
            {
                return best;
            }

            if (find(run) is not { } city)
            {
                continue;
            }

            var behind = key[(key.IndexOf(run, StringComparison.Ordinal) + run.Length)..].TrimStart(' ');
            if (behind.IndexOf(' ') is > 0 and var end && words.Nears.Contains(behind[..end]))
            {
                return city;
            }

            (best, length) = best is null || city.Population > best.Population ? (city, count) : (best, length);
        }

        return best;
    }

    /// <summary>Runs of a name's words, the longer first; without the whole.</summary>
    private static IEnumerable<string> Runs(string key)
    {
        var pieces = key.Split(' ');
        for (var length = pieces.Length is < 2 or > MostWords ? 0 : pieces.Length - 1; length > 0; length--)
        {
            for (var start = 0; start + length <= pieces.Length; start++)
            {
                var name = string.Join(' ', pieces, start, length);
                if (name.Length >= ShortestWord)
                {
                    yield return name;
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
