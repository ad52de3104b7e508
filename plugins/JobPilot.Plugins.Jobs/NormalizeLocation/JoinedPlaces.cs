namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Reads texts in which a word or sign joins places: "London, Manchester and Leeds", "Toronto and Vancouver, Canada". Thread-safe.</summary>
internal sealed class JoinedPlaces(Gazetteer gazetteer, LocationWords words)
{
    private const int KnownCity = 300_000;
    private const int LargeCity = 100_000;
    private const int KnownTown = 15_000;
    private const int TownOfTheCountry = 5_000;
    private const int ShortestName = 4;
    private readonly PlacePairs _pairs = new(gazetteer);

    /// <summary>The parts of each place; null where the text joins none, or something that is no place. What names many places at once is one of them: "Tyne and Wear".</summary>
    /// <param name="parts">The parts of the text.</param>
    /// <param name="joined">Place of the part that a word such as "and" stood before; -1 for none.</param>
    /// <param name="clues">What else the posting says.</param>
    public IReadOnlyList<List<string>>? Split(List<string> parts, int joined, in PlaceClues clues)
    {
        // Each name, and whether a comma stands before it; behind the last of them stands the area that all lie in.
        var names = new List<(string Text, bool IsBehindComma)>();
        var end = joined + 1;
        for (var i = 0; i < parts.Count; i++)
        {
            var pieces = words.HasJoiner(parts[i]) ? words.SplitAtJoiners(parts[i]) : null;
            if (pieces is null or { Count: 1 } || IsName(parts[i], parts, i, clues))
            {
                names.Add((parts[i], true));
                continue;
            }

            names.AddRange(pieces.Select((piece, at) => (piece, at == 0)));
            end = names.Count;
        }

        if (end < 2)
        {
            return null;
        }

        var area = names.Skip(end).Select(name => name.Text).ToList();
        var regions = Regions(area);
        if (!names.Take(end).Any(name => LiesIn(name.Text, regions)))
        {
            (area, end) = ([], names.Count);
        }

        for (var i = 0; i < end; i++)
        {
            if (!LiesIn(names[i].Text, regions) && !IsPlace(names[i].Text, area.Count == 0 ? KnownTown : KnownCity, clues))
            {
                return null;
            }
        }

        return Places(names[..end], area, regions);
    }

    private List<List<string>> Places(List<(string Text, bool IsBehindComma)> names, List<string> area, List<string> regions)
    {
        var places = new List<List<string>>();
        for (var i = 0; i < names.Count; i++)
        {
            if (i + 1 < names.Count && names[i + 1].IsBehindComma && IsPair(names[i].Text, names[i + 1].Text))
            {
                places.Add([names[i].Text, names[i + 1].Text]);
                i++;
            }
            else
            {
                places.Add(LiesIn(names[i].Text, regions) ? [names[i].Text, .. area] : [names[i].Text]);
            }
        }

        return places;
    }

    /// <summary>Whether the second of two names says where the first lies; in "Boston, New York and London" each is a city.</summary>
    private bool IsPair(string name, string within)
    {
        if (!_pairs.IsPair(name, within))
        {
            return false;
        }

        var (key, area) = (PlaceName.Key(name), PlaceName.Key(within));
        return !(gazetteer.FindCity(area) is { Population: >= LargeCity } city && gazetteer.FindCity(key) is { Population: >= LargeCity } large && large.Region != city.Region
            && gazetteer.FindRegions(area).Contains(city.Region));
    }

    /// <summary>Whether a part with a joining word is one name: "Bosnia and Herzegovina", "Berkel en Rodenrijs, Netherlands".</summary>
    private bool IsName(string part, List<string> parts, int at, in PlaceClues clues)
    {
        var key = PlaceName.Key(part);
        return gazetteer.FindCountry(key) is not null || gazetteer.FindRegions(key).Count > 0 || gazetteer.FindCity(key) is not null
            || (clues.Country is { } country && gazetteer.FindMinorPlace(key, country) is not null)
            || Regions(parts.GetRange(at + 1, parts.Count - at - 1)).Exists(region => gazetteer.FindMinorPlace(key, region[..2]) is not null);
    }

    private bool IsPlace(string text, int people, in PlaceClues clues)
    {
        if (IsLetters(text))
        {
            return gazetteer.IsRegionCode($"{clues.Country ?? "US"}-{text}") || text is "US" or "UK";
        }

        var key = PlaceName.Key(text);
        key = key.StartsWith("the ", StringComparison.Ordinal) ? key[4..] : key;
        return words.Areas.Contains(key) || gazetteer.FindCountry(key) is not null
            || (key.Length >= ShortestName && !words.IsNoPlace(key) && (gazetteer.FindRegions(key).Count > 0 || IsTown(key, people, clues)));
    }

    private bool IsTown(string key, int people, in PlaceClues clues) =>
        (clues.Country is { } country && gazetteer.FindCity(key, country) is { Population: >= TownOfTheCountry })
        || (!clues.IsGiven && gazetteer.FindCity(key) is { } town && town.Population >= people);

    private bool LiesIn(string text, List<string> regions)
    {
        var key = regions.Count == 0 ? "" : PlaceName.Key(text);
        return regions.Exists(region => gazetteer.FindCity(key, region[..2], region.Length > 2 ? region : null) is not null || gazetteer.FindRegions(key).Any(own => own != region && own.StartsWith(region, StringComparison.Ordinal)));
    }

    /// <summary>The regions that the area may be; its country where it names no region.</summary>
    private List<string> Regions(List<string> area)
    {
        if (area.Count == 0)
        {
            return [];
        }

        var country = gazetteer.FindCountry(PlaceName.Key(area[^1])) ?? (IsLetters(area[^1]) && area.Count > 1 && gazetteer.IsCountryCode(area[^1]) ? area[^1] : null);
        var regions = IsLetters(area[0])
            ? new[] { $"US-{area[0]}", $"CA-{area[0]}" }.Where(gazetteer.IsRegionCode).ToList()
            : gazetteer.FindRegions(PlaceName.Key(area[0])).Select(RegionFinder.Nation).ToList();
        if (country is not null)
        {
            regions.RemoveAll(region => !region.StartsWith(country, StringComparison.Ordinal));
        }

        return regions.Count > 0 || country is null ? regions : [country];
    }

    private static bool IsLetters(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);
}
