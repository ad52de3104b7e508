namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Finds states that stand alone or in a row, by their letters or names: "WA", "CA, NY or TX", "Kansas, Oklahoma, Texas". Thread-safe.</summary>
internal sealed class StateList(Gazetteer gazetteer, LocationWords words)
{
    private const string UnitedStates = "US";
    private const int FewestLetters = 2;
    private const int FewestNames = 3;
    private const int LargeCity = 100_000;

    // Whose states a row of them may be where no country is known.
    private static readonly string[] Owners = [UnitedStates, "CA", "AU", "DE"];

    // Letters that alone are as often Canada, Germany and India.
    private static readonly string[] AsOftenCountries = ["CA", "DE", "IN"];

    /// <summary>Whether a text is two capital letters.</summary>
    public bool IsTwoLetters(string text) => text.Length == 2 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);

    /// <summary>Whether a text is the letters of a state of the United States.</summary>
    public bool IsLetters(string text) => IsTwoLetters(text) && gazetteer.IsRegionCode($"{UnitedStates}-{text}");

    /// <summary>Whether letters are as often a country's as those of a state of the United States: "CA", "DE", "IN".</summary>
    public static bool IsAsOftenCountry(string letters) => AsOftenCountries.Contains(letters);

    /// <summary>
    /// The state of letters that stand alone: one of the country that is known, else of the United States; null where the posting's language speaks for another country. Letters that are as often a
    /// country's are that country where it was searched, or pay or company speak for it, and nothing where nothing tells.
    /// </summary>
    public Place? Alone(string letters, in PlaceClues clues)
    {
        if (IsAsOftenCountry(letters) && !clues.IsCountryFirst && !clues.IsGiven)
        {
            if (clues.Country == letters)
            {
                return new Place(null, null, letters, null, "place.country_letters", 0.8);
            }

            if (clues is { Country: null, Language: null, Hint: { } hint })
            {
                return hint == letters ? new Place(null, null, letters, null, "place.country_letters", 0.6)
                    : hint == UnitedStates ? new Place(null, RegionFinder.Nation($"{UnitedStates}-{letters}"), UnitedStates, null, "place.region_letters", 0.6)
                    : null;
            }
        }

        var owner = clues.IsCountryFirst ? null : clues.Country ?? (clues.Language is null && !AsOftenCountries.Contains(letters) ? UnitedStates : null);
        return owner is not null && gazetteer.IsRegionCode($"{owner}-{letters}") ? new Place(null, RegionFinder.Nation($"{owner}-{letters}"), owner, null, "place.region", 0.7) : null;
    }

    /// <summary>Reads a row of states of one country; null where the parts are none.</summary>
    /// <param name="parts">The parts of the text.</param>
    /// <param name="keys">Their keys.</param>
    /// <param name="open">Places of the parts that count.</param>
    /// <param name="clues">What else the posting says.</param>
    public List<Place>? Read(List<string> parts, List<string> keys, List<int> open, in PlaceClues clues)
    {
        foreach (var i in open)
        {
            // Most texts name a city, and no list of states does.
            if (open.Count < FewestLetters || !(IsTwoLetters(parts[i]) || gazetteer.FindRegions(keys[i]).Count > 0 || gazetteer.FindCountry(keys[i]) is not null || words.NamesNothing(keys[i])))
            {
                return null;
            }
        }

        return Read(parts, keys, open, clues, FewestNames);
    }

    /// <summary>Reads states that a word such as "and" joins; null where one of the names is none.</summary>
    public List<Place>? ReadJoined(List<string> names, in PlaceClues clues) =>
        Read(names, names.ConvertAll(name => PlaceName.Key(name)), [.. Enumerable.Range(0, names.Count)], clues, FewestLetters);

    private List<Place>? Read(List<string> parts, List<string> keys, List<int> open, in PlaceClues clues, int fewestNames)
    {
        foreach (var owner in clues.Country is { } known && !Owners.Contains(known) ? [known, .. Owners] : Owners)
        {
            if (StatesOf(owner, parts, keys, open, fewestNames) is { } states)
            {
                return states.ConvertAll(code => new Place(null, code, owner, null, "place.listed", 0.9));
            }
        }

        return null;
    }

    private List<string>? StatesOf(string owner, List<string> parts, List<string> keys, List<int> open, int fewestNames)
    {
        var states = new List<string>(open.Count);
        var names = 0;
        foreach (var i in open)
        {
            var isLetters = IsTwoLetters(parts[i]);
            var code = isLetters ? Code(owner, parts[i]) : Owners.Contains(owner) ? NamedState(owner, keys[i]) : null;
            if (code is null ? gazetteer.FindCountry(keys[i]) != owner && !words.NamesNothing(keys[i]) : states.Contains(code))
            {
                return null;
            }

            if (code is not null)
            {
                states.Add(code);
                names += isLetters ? 0 : 1;
            }
        }

        return states.Count >= (names == 0 ? FewestLetters : fewestNames) ? states : null;
    }

    private string? Code(string owner, string letters) => $"{owner}-{letters}" is var code && gazetteer.IsRegionCode(code) ? code : null;

    /// <summary>The state of a name that no large city in it bears too: "New York" may be either.</summary>
    private string? NamedState(string owner, string key) =>
        gazetteer.FindRegions(key).FirstOrDefault(region => region.StartsWith(owner, StringComparison.Ordinal)) is { } code
        && !(gazetteer.FindCity(key, owner) is { Population: >= LargeCity } city && city.Region == code) ? code : null;
}
