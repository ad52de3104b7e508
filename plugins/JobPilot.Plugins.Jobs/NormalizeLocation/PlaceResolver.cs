namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Finds which of a text's parts are country, region and city, so that they agree with each other. Thread-safe.</summary>
internal sealed class PlaceResolver(Gazetteer gazetteer, LocationWords words)
{
    private const int KnownCity = 300_000;
    private const int LargeCity = 100_000;
    private const int SmallTown = 5_000;

    // Where no region lies in another one, a city outside of the region of its name is not meant: "Washington, United States".
    private static readonly string[] OneLevel = ["US", "CA", "AU", "DE"];

    // Where the region of a name may be a county or province within the city's own region.
    private static readonly string[] TwoLevels = ["GB", "IE", "ES", "IT", "FR", "BE"];

    // Where a state is meant rather than a small town of its name.
    private static readonly string[] Federal = ["US", "CA", "AU", "BR", "IN", "MX"];

    // Regions that a bare name means though a large city bears it too: the city has a name of its own, "Quebec City".
    private static readonly string[] RatherThanTheirCity = ["CA-QC"];
    private readonly Gazetteer _gazetteer = gazetteer;
    private readonly LocationWords _words = words;
    private readonly PlaceLists _lists = new(gazetteer);
    private readonly StateList _states = new(gazetteer, words);
    private readonly CountryFinder _countries = new(gazetteer, words);
    private readonly RegionFinder _regions = new(gazetteer, words);
    private readonly CityFinder _cities = new(gazetteer, words);
    private readonly DistrictFinder _districts = new(gazetteer, words);
    private readonly UnknownCity _unknown = new(words);
    private readonly PlaceGuess _guess = new(gazetteer, words);

    /// <summary>Resolves parts that all stand for one place, or a list of countries.</summary>
    /// <returns>Whether anything was found; false leaves the list as it is.</returns>
    public bool TryResolve(List<string> parts, in PlaceClues clues, List<Place> places)
    {
        var keys = parts.ConvertAll(Key);
        var open = Enumerable.Range(0, parts.Count).Where(i => !_words.Areas.Contains(keys[i])).ToList();
        if (open.Count == 0)
        {
            return true;
        }

        if ((_states.Read(parts, keys, open, clues) ?? _lists.Read(keys, open, clues)) is { } listed)
        {
            places.AddRange(listed);
            return true;
        }

        var country = _countries.Take(parts, keys, open, clues.Language);
        DropDoubled(keys, open);
        var place = open.Count == 0 && country is not null ? new Place(null, null, country, null, "place.country", 0.97)
            : country is null && clues.IsGiven ? ResolveInside(parts, keys, open, clues)
            : Resolve(parts, keys, open, country, clues);
        if (place is null && country is not null && !parts.Exists(part => part.Contains('/') || part.Contains(" or ", StringComparison.OrdinalIgnoreCase)))
        {
            place = BesideCountry(parts, keys, open, country, places);
        }

        if (place is not null)
        {
            places.Add(place.Region is { } region ? place with { Region = RegionFinder.Nation(region) } : place);
        }

        return place is not null;
    }

    /// <summary>Resolves names that are all states of one country.</summary>
    /// <returns>Whether they are; false leaves the list as it is.</returns>
    public bool TryResolveStates(List<string> names, in PlaceClues clues, List<Place> places)
    {
        var states = _states.ReadJoined(names, clues);
        places.AddRange(states ?? []);
        return states is not null;
    }

    /// <summary>What stands beside a country in which the gazetteer knows nothing of that name.</summary>
    private Place BesideCountry(List<string> parts, List<string> keys, List<int> open, string country, List<Place> places)
    {
        foreach (var i in open)
        {
            if (_guess.CityOfWords(parts[i], country) is { } found)
            {
                return found;
            }
        }

        var onlyCountry = new Place(null, null, country, null, "place.country_only", 0.9);
        if (open.Count != 1 || !_unknown.IsName(parts[open[0]], keys[open[0]]))
        {
            return onlyCountry;
        }

        if (_gazetteer.FindCity(keys[open[0]]) is { Population: >= KnownCity } elsewhere)
        {
            // "Lisbon, Norway" lists two.
            places.Add(Place.Of(elsewhere, "place.listed", 0.6));
            return onlyCountry;
        }

        return new Place(parts[open[0]], null, country, null, "place.unknown_city", 0.6);
    }

    /// <summary>Whether a code and a code or name are a country and a region of it.</summary>
    public bool IsRegion(string country, string region) =>
        country.Length == 2 && (_gazetteer.IsRegionCode($"{country}-{region}") || _gazetteer.FindRegions(PlaceName.Key(region)).Any(code => code.StartsWith(country, StringComparison.Ordinal)));

    /// <summary>Whether the text is the name of a country or region.</summary>
    public bool IsArea(string text) => PlaceName.Key(text) is var key && (_gazetteer.FindCountry(key) is not null || _gazetteer.FindRegions(key).Count > 0);

    /// <summary>Whether a text is the name of a country, an area of several, a region or a city, or a state's letters.</summary>
    public bool IsKnown(string text) =>
        Key(text) is var key && (_words.Areas.Contains(key) || _gazetteer.FindCountry(key) is not null || _gazetteer.FindRegions(key).Count > 0 || _gazetteer.FindCity(key) is not null || _states.IsLetters(text));

    /// <summary>The city whose name holds brackets itself: "Frankfurt (Oder)".</summary>
    public Place? ResolveWhole(string text, string? countryHint) =>
        PlaceName.Key(text) is { Length: > 0 } key && _gazetteer.FindCity(key, countryHint) is { } city ? Place.Of(city, "place.city", 0.93) : null;

    /// <summary>The key of a part; "the" before a country or an area is no part of it.</summary>
    private string Key(string part)
    {
        var key = PlaceName.Key(part);
        return key.StartsWith("the ", StringComparison.Ordinal) && (_gazetteer.FindCountry(key[4..]) is not null || _words.Areas.Contains(key[4..])) ? key[4..] : key;
    }

    /// <summary>Some boards write the city twice: "Graz, Graz, Styria, Austria".</summary>
    private static void DropDoubled(List<string> keys, List<int> open)
    {
        if (open.Count > 2 && keys[open[0]] == keys[open[1]])
        {
            open.RemoveAt(0);
        }
    }

    /// <summary>The place in the country that the source gives; elsewhere only where a region's letters say so: "Halifax, NS".</summary>
    private Place? ResolveInside(List<string> parts, List<string> keys, List<int> open, in PlaceClues clues) =>
        Resolve(parts, keys, open, clues.Country, clues) is var inside && inside?.Found is not null ? inside
        : Resolve(parts, keys, open, null, clues) is { Rule: "place.city_region" } elsewhere ? elsewhere : inside;

    private Place? Resolve(List<string> parts, List<string> keys, List<int> open, string? country, in PlaceClues clues)
    {
        if (country is null && open.Count == 1 && _states.IsTwoLetters(parts[open[0]]))
        {
            return _states.Alone(parts[open[0]], clues);
        }

        if (InRegion(parts, keys, open, country, clues) is { } best)
        {
            return best;
        }

        if (_districts.CityOf(keys, open, country ?? clues.Country, clues.IsGiven || country is not null) is { } metropolis)
        {
            return Place.Of(metropolis, "place.district", 0.85);
        }

        if (country is null && IsTownOfOtherState(parts, open))
        {
            return null;
        }

        var bare = BareCity(parts, keys, open, country, clues);
        var (named, namedAt) = _regions.FindFirst(keys, open, country, clues.Country);
        if (named is null)
        {
            return bare;
        }

        if (RegionFinder.IsBelowNation(named) && country is null && (bare is null || (bare.Country != "GB" && bare.Country != clues.Country)))
        {
            bare = BareCity(parts, keys, open, "GB", clues) ?? bare;
        }

        if (bare?.Found is { } city && (IsCityRather(city, keys, open, named, namedAt, country is not null) || IsRegionAbroad(city, keys, open, namedAt, named, bare, clues)))
        {
            return bare;
        }

        // "Dulles, VA": a name before a state is a city that the gazetteer lacks.
        var first = open[0];
        var isLetters = parts[namedAt].Length is 2 or 3 && parts[namedAt].All(char.IsAsciiLetterUpper);
        var isUnknownCity = open.Count == 2 && namedAt == open[1] && !_gazetteer.FindRegions(keys[first]).Any(region => region.StartsWith(named[..2], StringComparison.Ordinal))
            && _unknown.IsName(parts[first], keys[first]) && (isLetters || country is not null || RegionFinder.NamesOwnState(named[..2]));
        return !isUnknownCity ? new Place(null, named, named[..2], null, "place.region", 0.9)
            : _guess.CityOfWords(parts[first], named[..2], named) ?? new Place(parts[first], named, named[..2], null, "place.unknown_city", 0.7);
    }

    /// <summary>The most populous of the cities that lie in a region which another part names.</summary>
    private Place? InRegion(List<string> parts, List<string> keys, List<int> open, string? country, in PlaceClues clues)
    {
        Place? best = null;
        foreach (var (regionPart, region) in _regions.Candidates(parts, keys, open, country, clues.Country))
        {
            var names = open.Where(i => i != regionPart).ToList();
            var place = names.Count == 0 ? null : _cities.FindFirst(parts, keys, names, region[..2], region.Length > 2 ? region : null, isLast: false);
            if (place?.Found is { IsMinor: true } && _cities.FindFirst(parts, keys, [.. names, regionPart], region[..2], region.Length > 2 ? region : null, isLast: false) is { Found.IsMinor: false } town)
            {
                // "Kreuzberg, Berlin": the region is the town too.
                place = town;
            }

            if (place is not null && (best is null || place.Found!.Population > best.Found!.Population))
            {
                best = place with { Confidence = 0.97, Rule = "place.city_region" };
            }
        }

        return best;
    }

    /// <summary>Whether a city is meant where a region is named too: by another part, or by the same name where the city is large or the region its own.</summary>
    private bool IsCityRather(City city, List<string> keys, List<int> open, string region, int regionAt, bool isCountryNamed) =>
        city.Country == region[..2]
        && ((city.Population >= LargeCity && !IsRegionRather(region, keys[regionAt]) && !IsStateByName(city, region, keys[regionAt]) && (!isCountryNamed || city.Region == region || !OneLevel.Contains(city.Country)))
            || (IsOwnName(city, keys[regionAt]) && !IsRegionRather(region, keys[regionAt])
                && ((TwoLevels.Contains(city.Country) && !RegionFinder.IsNation(region)) || (city.Region == region && !Federal.Contains(city.Country))))
            || ((city.Region == region || !RegionFinder.NamesOwnState(city.Country) || open.Count > 2 || IsCounty(keys[regionAt])) && IsNamedBeside(city, keys, open, regionAt)));

    /// <summary>"Orange County" is most likely California's, but other states have one too.</summary>
    private bool IsCounty(string key) => _words.NoNames.Contains(key[(key.LastIndexOf(' ') + 1)..]);

    /// <summary>Whether a town of some size has the name, be it in another language, and not only the beginning of its own: "Brandenburg" is the Land.</summary>
    private bool IsOwnName(City city, string key) =>
        city.Population >= SmallTown && _gazetteer.FindCity(key, city.Country) == city && PlaceName.WithoutAddition(PlaceName.Key(city.Name)) != key;

    private bool IsNamedBeside(City city, List<string> keys, List<int> open, int regionAt) =>
        open.Exists(i => i != regionAt && _cities.Find(keys[i], city.Country, null) == city);

    /// <summary>Whether a name stands before the letters of a state in which the gazetteer knows no such city: its namesakes elsewhere are not meant.</summary>
    private bool IsTownOfOtherState(List<string> parts, List<int> open) =>
        open.Count == 2 && parts[open[1]] is { Length: 2 } letters && letters.All(char.IsAsciiLetterUpper)
        && (_gazetteer.IsRegionCode($"US-{letters}") || _gazetteer.IsRegionCode($"CA-{letters}"));

    /// <summary>
    /// Whether the region of the name lies in another country than the city, which is large or in the country that the clues speak for: "Münster" is no province of Ireland,
    /// "Victoria, London" none of Australia.
    /// </summary>
    private bool IsRegionAbroad(City city, List<string> keys, List<int> open, int regionAt, string region, Place bare, in PlaceClues clues) =>
        city.Country != region[..2]
        && ((!IsCounty(keys[regionAt]) || keys[regionAt].EndsWith(" area", StringComparison.Ordinal)) && _cities.Find(keys[regionAt], city.Country, null) == city
            ? city.Country == clues.Country || bare.Rule == "place.language" || (city.Population >= LargeCity && !RegionFinder.HasLetters(region[..2]))
            : regionAt == open[0] && city.Country == clues.Country && IsNamedBeside(city, keys, open, regionAt));

    /// <summary>Whether the bare name stands for the region; with a word such as "City" behind it, it does not.</summary>
    private bool IsRegionRather(string region, string key) => RatherThanTheirCity.Contains(region) && _gazetteer.FindRegions(key).Contains(region);

    /// <summary>Whether the whole name is the state's, and the city's only without a word: "Washington State".</summary>
    private bool IsStateByName(City city, string region, string key) =>
        Federal.Contains(city.Country) && _gazetteer.FindRegions(key).Contains(region) && _gazetteer.FindCity(key, city.Country) is null;

    private Place? BareCity(List<string> parts, List<string> keys, List<int> open, string? country, in PlaceClues clues)
    {
        if (country is not null)
        {
            return _cities.FindFirst(parts, keys, open, country, null, isLast: true) is { } inside ? inside with { Confidence = 0.93 } : null;
        }

        if (clues.Country is { } hint && _cities.FindFirst(parts, keys, open, hint, null, isLast: true) is { } near)
        {
            return near with { Confidence = 0.9 };
        }

        if (SpokenThere(parts, keys, open, clues.Language) is { } spoken)
        {
            return spoken with { Confidence = 0.8, Rule = "place.language" };
        }

        if (_cities.FindFirst(parts, keys, open, null, null, isLast: true) is { } anywhere)
        {
            return anywhere with { Confidence = anywhere.Found!.Population >= KnownCity ? 0.85 : 0.6, Rule = "place.most_populous" };
        }

        return open.Count == 1 && _cities.FindLargeSection(keys[open[0]]) is { } section ? Place.Of(section, "place.most_populous", 0.6) : null;
    }

    /// <summary>The largest of the cities in countries that speak the posting's language.</summary>
    private Place? SpokenThere(List<string> parts, List<string> keys, List<int> open, string? language)
    {
        Place? largest = null;
        foreach (var country in language is not null && _words.Languages.TryGetValue(language, out var countries) ? countries : [])
        {
            if (_cities.FindFirst(parts, keys, open, country, null, isLast: true) is { } place && (largest is null || place.Found!.Population > largest.Found!.Population))
            {
                largest = place;
            }
        }

        return largest;
    }
}
