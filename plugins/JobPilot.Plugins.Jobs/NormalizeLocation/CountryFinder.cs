namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Finds which part of a text names the country. Thread-safe.</summary>
internal sealed class CountryFinder(Gazetteer gazetteer, LocationWords words)
{
    /// <summary>Takes the last part that names a country out of the open ones. Two letters may be a state's (CA, DE, IN) and are weighed beside the city.</summary>
    /// <returns>Alpha-2; null where no part names one.</returns>
    public string? Take(List<string> parts, List<string> keys, List<int> open, string? language)
    {
        for (var at = open.Count - 1; at >= 0; at--)
        {
            var i = open[at];
            var isLetters = parts[i].Length == 2 && keys[i] is not ("us" or "uk");
            if (isLetters && open.Count == 1 && IsOnlyCountry(parts[i], language))
            {
                open.Clear();
                return parts[i];
            }

            if (!isLetters && gazetteer.FindCountry(keys[i]) is { } country && !IsTownOfState(parts, keys, open, at, country) && !IsStateOfTown(keys, open, at, country))
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
        letters.All(char.IsAsciiLetterUpper) && gazetteer.IsCountryCode(letters)
        && (!gazetteer.IsRegionCode($"US-{letters}") || (language is not null && words.Languages.TryGetValue(language, out var countries) && countries.Contains(letters)));

    /// <summary>Whether a country's name stands before a state that is not one of its own: "Lebanon, OH", "Peru, Indiana".</summary>
    private bool IsTownOfState(List<string> parts, List<string> keys, List<int> open, int at, string country)
    {
        if (at + 1 >= open.Count)
        {
            return false;
        }

        var (part, key) = (parts[open[at + 1]], keys[open[at + 1]]);
        return part.Length == 2
            ? part != country && part.All(char.IsAsciiLetterUpper) && gazetteer.IsRegionCode($"US-{part}") && !gazetteer.IsRegionCode($"{country}-{part}")
            : gazetteer.FindRegions(key).Any(region => !region.StartsWith(country, StringComparison.Ordinal) && gazetteer.FindCity(keys[open[at]], region[..2], region) is not null);
    }

    /// <summary>Whether a country's name is that of a state too, in which the town before it lies: "Macon, Georgia".</summary>
    private bool IsStateOfTown(List<string> keys, List<int> open, int at, string country)
    {
        if (at == 0)
        {
            return false;
        }

        var town = keys[open[at - 1]];
        var states = gazetteer.FindRegions(keys[open[at]]).Where(region => !region.StartsWith(country, StringComparison.Ordinal)).ToList();
        return states.Exists(region => gazetteer.FindCity(town, region[..2], region) is { } there && there.Population > (gazetteer.FindCity(town, country)?.Population ?? 0));
    }
}
