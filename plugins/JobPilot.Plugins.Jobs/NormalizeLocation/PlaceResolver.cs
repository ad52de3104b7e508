namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Finds which of a text's parts are country, region and city, so that they agree with each other. Thread-safe.</summary>
internal sealed class PlaceResolver(Gazetteer gazetteer, LocationWords words)
{
    private const int KnownCity = 300_000;
    private const int LargeCity = 100_000;
    private const double SameTown = 40;
    // Where no region lies in another one, a city outside of the region of its name is not meant: "Washington, United States".
    private static readonly string[] OneLevel = ["US", "CA", "AU", "DE"];
    private static readonly string[] CountriesWithLetters = ["US", "CA", "AU", "BR", "IN", "DE", "CH", "IT", "MX", "GB", "NL", "ES", "AT"];
    // Regions that a bare name means though a large city bears it too: the city has a name of its own, "Quebec City".
    private static readonly string[] RatherThanTheirCity = ["CA-QC"];
    private readonly Gazetteer _gazetteer = gazetteer;
    private readonly LocationWords _words = words;
    private readonly PlaceLists _lists = new(gazetteer);
    private readonly PlaceAffixes _affixes = new(words);

    /// <summary>Resolves parts that all stand for one place, or a list of countries.</summary>
    /// <returns>Whether anything was found; false leaves the list as it is.</returns>
    public bool TryResolve(List<string> parts, in PlaceClues clues, List<Place> places)
    {
        var keys = parts.ConvertAll(part => PlaceName.Key(part));
        var open = Enumerable.Range(0, parts.Count).Where(i => !_words.Areas.Contains(keys[i])).ToList();
        if (open.Count == 0)
        {
            return true;
        }

        if (_lists.Read(keys, open, clues) is { } listed)
        {
            places.AddRange(listed);
            return true;
        }

        var country = TakeCountry(parts, keys, open, clues.Language);
        var place = open.Count == 0 && country is not null ? new Place(null, null, country, null, "place.country", 0.97)
            : country is null && clues.IsGiven ? ResolveInside(parts, keys, open, clues)
            : Resolve(parts, keys, open, country, clues);
        if (place is null && country is not null && !parts.Exists(part => part.Contains('/') || part.Contains(" or ", StringComparison.OrdinalIgnoreCase)))
        {
            place = new Place(null, null, country, null, "place.country_only", 0.9);
        }

        if (place is not null)
        {
            places.Add(place);
        }

        return place is not null;
    }

    /// <summary>Whether a code and a code or name are a country and a region of it.</summary>
    public bool IsRegion(string country, string region) =>
        country.Length == 2 && (_gazetteer.IsRegionCode($"{country}-{region}") || _gazetteer.FindRegions(PlaceName.Key(region)).Any(code => code.StartsWith(country, StringComparison.Ordinal)));

    /// <summary>The city whose name holds brackets itself: "Frankfurt (Oder)".</summary>
    public Place? ResolveWhole(string text, string? countryHint) =>
        PlaceName.Key(text) is { Length: > 0 } key && _gazetteer.FindCity(key, countryHint) is { } city ? Place.Of(city, "place.city", 0.93) : null;

    /// <summary>The place in the country that the source gives; elsewhere only where a region's letters say so: "Halifax, NS".</summary>
    private Place? ResolveInside(List<string> parts, List<string> keys, List<int> open, in PlaceClues clues) =>
        Resolve(parts, keys, open, clues.Country, clues) is var inside && inside?.Found is not null ? inside
        : Resolve(parts, keys, open, null, clues) is { Rule: "place.city_region" } elsewhere ? elsewhere : inside;

    private string? TakeCountry(List<string> parts, List<string> keys, List<int> open, string? language)
    {
        // The last part that names a country. Two letters may be a state's (CA, DE, IN) and are weighed beside the city.
        for (var at = open.Count - 1; at >= 0; at--)
        {
            var i = open[at];
            var isLetters = parts[i].Length == 2 && keys[i] is not ("us" or "uk");
            if (isLetters && open.Count == 1 && IsOnlyCountry(parts[i], language))
            {
                open.Clear();
                return parts[i];
            }

            if (!isLetters && _gazetteer.FindCountry(keys[i]) is { } country && !IsTownOfState(parts, open, at, country))
            {
                open.RemoveAt(at);

                // "Washington, Washington, District of Columbia", "Luxembourg, Luxembourg": each part counts once.
                if (open.Count == 1 && keys[open[0]] == keys[i])
                {
                    open.Clear();
                }

                return country;
            }
        }

        return null;
    }

    /// <summary>Whether letters that stand alone are a country's and no state's: "MY", but not "CA", and "DE" only where the posting is in German.</summary>
    private bool IsOnlyCountry(string letters, string? language) =>
        letters.All(char.IsAsciiLetterUpper) && _gazetteer.IsCountryCode(letters)
        && (!_gazetteer.IsRegionCode($"US-{letters}") || (language is not null && _words.Languages[language].Contains(letters)));

    /// <summary>Whether a country's name stands before the letters of a state that is not one of its own: "Lebanon, OH".</summary>
    private bool IsTownOfState(List<string> parts, List<int> open, int at, string country) =>
        at + 1 < open.Count && parts[open[at + 1]] is { Length: 2 } letters && letters != country && letters.All(char.IsAsciiLetterUpper)
        && _gazetteer.IsRegionCode($"US-{letters}") && !_gazetteer.IsRegionCode($"{country}-{letters}");

    private Place? Resolve(List<string> parts, List<string> keys, List<int> open, string? country, in PlaceClues clues)
    {
        Place? best = null;
        foreach (var (regionPart, region) in Regions(parts, keys, open, country, clues.Country))
        {
            var names = open.Where(i => i != regionPart).ToList();
            var place = names.Count == 0 ? null : FindCity(parts, keys, names, region[..2], region.Length > 2 ? region : null, isLast: false);
            if (place is not null && (best is null || place.Found!.Population > best.Found!.Population))
            {
                best = place with { Confidence = 0.97, Rule = "place.city_region" };
            }
        }

        if (best is not null)
        {
            return best;
        }

        if (country is null && IsTownOfOtherState(parts, open))
        {
            return null;
        }

        var bare = BareCity(parts, keys, open, country, clues);
        var (named, namedAt) = RegionName(keys, open, country, clues.Country);
        if (named is null || (bare?.Found is { } city && (IsCityRather(city, keys, open, named, namedAt, country is not null) || IsRegionAbroad(city, keys[namedAt], named, bare, clues))))
        {
            return bare;
        }

        // "Dulles, VA": a name before a state's letters is a city that the gazetteer lacks.
        var isUnknownCity = open.Count == 2 && namedAt == open[1] && parts[namedAt].Length is 2 or 3 && parts[namedAt].All(char.IsAsciiLetterUpper) && _gazetteer.FindRegions(keys[open[0]]).Count == 0;
        return isUnknownCity ? new Place(parts[open[0]], named, named[..2], null, "place.unknown_city", 0.7) : new Place(null, named, named[..2], null, "place.region", 0.9);
    }

    /// <summary>Whether a city is meant where a region is named too: by another part, or by the same name where the city is large.</summary>
    private bool IsCityRather(City city, List<string> keys, List<int> open, string region, int regionAt, bool isCountryNamed) =>
        city.Country == region[..2]
        && ((city.Population >= LargeCity && !IsRegionRather(region, keys[regionAt]) && (!isCountryNamed || city.Region == region || !OneLevel.Contains(city.Country)))
            || open.Exists(i => i != regionAt && CityOf(keys[i], city.Country, null) is { } named && named.GeonamesId == city.GeonamesId));

    /// <summary>Whether a name stands before the letters of a state in which the gazetteer knows no such city: its namesakes elsewhere are not meant.</summary>
    private bool IsTownOfOtherState(List<string> parts, List<int> open) =>
        open.Count == 2 && parts[open[1]] is { Length: 2 } letters && letters.All(char.IsAsciiLetterUpper)
        && (_gazetteer.IsRegionCode($"US-{letters}") || _gazetteer.IsRegionCode($"CA-{letters}"));

    /// <summary>
    /// Whether the region of the name lies in another country than the city, which is large or in the country that the clues speak for: "Münster" is no province of Ireland.
    /// </summary>
    private bool IsRegionAbroad(City city, string key, string region, Place bare, in PlaceClues clues) =>
        city.Country != region[..2] && _gazetteer.FindCity(key, city.Country)?.GeonamesId == city.GeonamesId
        && (city.Country == clues.Country || bare.Rule == "place.language" || (city.Population >= LargeCity && !CountriesWithLetters.Contains(region[..2])));

    /// <summary>Whether the bare name stands for the region; with a word such as "City" behind it, it does not.</summary>
    private bool IsRegionRather(string region, string key) => RatherThanTheirCity.Contains(region) && _gazetteer.FindRegions(key).Contains(region);

    /// <summary>Each part that may be a region or, by its letters, a country, with the code.</summary>
    private IEnumerable<(int Part, string Code)> Regions(List<string> parts, List<string> keys, List<int> open, string? country, string? hint)
    {
        for (var at = open.Count - 1; at >= 0 && open.Count > 1; at--)
        {
            var i = open[at];
            foreach (var region in _gazetteer.FindRegions(keys[i]))
            {
                if (country is null || region.StartsWith(country, StringComparison.Ordinal))
                {
                    yield return (i, region);
                }
            }

            if (parts[i].Length is not (2 or 3) || !parts[i].All(char.IsAsciiLetterUpper))
            {
                continue;
            }

            foreach (var owner in country is not null ? [country] : hint is null ? CountriesWithLetters : [hint, .. CountriesWithLetters])
            {
                var code = $"{owner}-{parts[i]}";
                if (_gazetteer.IsRegionCode(code))
                {
                    yield return (i, code);
                }
            }

            if (country is null && _gazetteer.IsCountryCode(parts[i]))
            {
                yield return (i, parts[i]);
            }
        }
    }

    private (string? Code, int Part) RegionName(List<string> keys, List<int> open, string? country, string? hint)
    {
        foreach (var i in open)
        {
            var key = _affixes.Without(keys[i], name => _gazetteer.FindRegions(name).Count > 0);
            var regions = _gazetteer.FindRegions(key).Where(region => country is null || region.StartsWith(country, StringComparison.Ordinal)).ToList();
            if (regions.Count > 0)
            {
                return (regions.Find(region => hint is not null && region.StartsWith(hint, StringComparison.Ordinal))
                    ?? regions.Find(region => CountriesWithLetters.Contains(region[..2])) ?? regions[0], i);
            }

            if (country is not null && key.Length is 2 or 3 && _gazetteer.IsRegionCode($"{country}-{key.ToUpperInvariant()}"))
            {
                return ($"{country}-{key.ToUpperInvariant()}", i);
            }
        }

        return (null, -1);
    }

    private Place? BareCity(List<string> parts, List<string> keys, List<int> open, string? country, in PlaceClues clues)
    {
        if (country is not null)
        {
            return FindCity(parts, keys, open, country, null, isLast: true) is { } inside ? inside with { Confidence = 0.93 } : null;
        }

        if (clues.Country is { } hint && FindCity(parts, keys, open, hint, null, isLast: true) is { } near)
        {
            return near with { Confidence = 0.9 };
        }

        if (SpokenThere(parts, keys, open, clues.Language) is { } spoken)
        {
            return spoken with { Confidence = 0.8, Rule = "place.language" };
        }

        return FindCity(parts, keys, open, null, null, isLast: true) is { } anywhere
            ? anywhere with { Confidence = anywhere.Found!.Population >= KnownCity ? 0.85 : 0.6, Rule = "place.most_populous" }
            : null;
    }

    /// <summary>The largest of the cities in countries that speak the posting's language.</summary>
    private Place? SpokenThere(List<string> parts, List<string> keys, List<int> open, string? language)
    {
        Place? largest = null;
        foreach (var country in language is not null && _words.Languages.TryGetValue(language, out var countries) ? countries : [])
        {
            if (FindCity(parts, keys, open, country, null, isLast: true) is { } place && (largest is null || place.Found!.Population > largest.Found!.Population))
            {
                largest = place;
            }
        }

        return largest;
    }

    /// <summary>The first part that is a city; the town that it is a district of where that is named behind it.</summary>
    private Place? FindCity(List<string> parts, List<string> keys, List<int> names, string? country, string? region, bool isLast)
    {
        City? found = null;
        foreach (var i in names)
        {
            var city = CityOf(keys[i], country, region);
            if (found is null)
            {
                found = city;
            }
            else if (isLast && city is not null && city.Population > found.Population * 4 && city.DistanceTo(found) < SameTown && !IsOtherRegion(keys[i], found))
            {
                found = city;
            }
        }

        if (found is null && names.Count == 1 && region is null && country is null)
        {
            return null;
        }

        return found is null ? null : Place.Of(found, "place.city", 0.9);
    }

    /// <summary>Whether the name is also that of a region of the country in which the city does not lie: "Mamer, Luxembourg, Luxembourg".</summary>
    private bool IsOtherRegion(string key, City city)
    {
        var own = _gazetteer.FindRegions(key).Where(region => region.StartsWith(city.Country, StringComparison.Ordinal)).ToList();
        return own.Count > 0 && !own.Contains(city.Region ?? "");
    }

    private City? CityOf(string key, string? country, string? region)
    {
        City? city = null;
        _affixes.Without(key, name => (city = _gazetteer.FindCity(name, country, region)) is not null);
        return city;
    }
}
