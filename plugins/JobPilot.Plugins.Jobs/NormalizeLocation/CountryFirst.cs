namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Turns texts that begin with a code around, so that the place stands first: "US, OH, Toledo", "35 - Rennes". Thread-safe.</summary>
internal sealed class CountryFirst(Gazetteer gazetteer)
{
    private const string France = "FR";

    /// <summary>The text with its place first, and what is known of it: the country that the codes name.</summary>
    /// <param name="group">A text of one place.</param>
    /// <param name="clues">What else the posting says.</param>
    public (string Place, PlaceClues Clues) Turn(string group, PlaceClues clues)
    {
        if (IsDepartment(group) && clues.Country is null or France)
        {
            return (group[(group.IndexOf('-', StringComparison.Ordinal) + 1)..], clues with { Country = France });
        }

        var fields = group.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length < 3 || fields[0].Length != 2 || !fields[0].All(char.IsAsciiLetterUpper) || !gazetteer.IsCountryCode(fields[0]) || !IsCode(fields[1]))
        {
            return (group, clues);
        }

        var (country, region) = (fields[0], fields[1]);
        var places = fields[2..].Where(field => field.Length > 0).ToList();
        var isRegion = region.Length > 0 && gazetteer.IsRegionCode($"{country}-{region}");
        if (places.Exists(place => gazetteer.FindCountry(PlaceName.Key(place)) is { } other && other != country) || (!isRegion && places.Count == 0))
        {
            // "IL, , Haifa, Israel" says twice what it is; "CO, ," may be Colorado.
            return (group, clues with { IsCountryFirst = true });
        }

        if (places.Count == 0 && (region.Length < 2 || !region.All(char.IsAsciiLetterUpper)))
        {
            return (country, clues);
        }

        // Letters that are no region of the country are an old or a foreign code.
        return (string.Join(", ", isRegion ? [.. places, RegionFinder.Nation($"{country}-{region}")[3..]] : places), clues with { Country = country, IsGiven = true });
    }

    private static bool IsCode(string field) => field.Length <= 3 && field.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));

    /// <summary>Whether the text begins with the number of a French department: two digits, or 2A and 2B.</summary>
    private static bool IsDepartment(string group) =>
        group.Length > 5 && char.IsAsciiDigit(group[0]) && (char.IsAsciiDigit(group[1]) || group[1] is 'A' or 'B') && group.AsSpan(2).StartsWith(" - ");
}
