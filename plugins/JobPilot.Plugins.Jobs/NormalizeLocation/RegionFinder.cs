namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Finds which part of a text names the region. Thread-safe.</summary>
internal sealed class RegionFinder(Gazetteer gazetteer, LocationWords words)
{
    private static readonly string[] CountriesWithLetters = ["US", "CA", "AU", "BR", "IN", "DE", "CH", "IT", "MX", "GB", "NL", "ES", "AT"];

    private static readonly string[] OwnState = ["US", "CA", "AU"];

    // Counties and councils of the United Kingdom that do not lie in England, by their codes.
    private static readonly (string Nation, string Councils)[] Nations =
    [
        ("GB-SCT", "ABE ABD ANS AGB CLK DGY DND EAY EDH EDU ELN ELS ERW FAL FIF GLG HLD IVC MLN MRY NAY NLK ORK PKN RFW SAY SCB SLK STG WDU WLN ZET"),
        ("GB-WLS", "AGY BGE BGW CAY CGN CMN CRF CWY DEN FLN GWN MON MTY NTL NWP PEM POW RCT SWA TOF VGL WRX"),
        ("GB-NIR", "ABC AND ANN BFS CCG DRS FMO LBC MEA MUL NMD"),
    ];

    private readonly PlaceAffixes _affixes = new(words);

    /// <summary>Whether the region is a county or council of the United Kingdom: postings name its nation as the region.</summary>
    public static bool IsBelowNation(string code) => code.StartsWith("GB-", StringComparison.Ordinal) && !IsNation(code);

    /// <summary>Whether the region is a nation of the United Kingdom.</summary>
    public static bool IsNation(string code) => code is "GB-ENG" or "GB-SCT" or "GB-WLS" or "GB-NIR";

    /// <summary>The nation of a county or council of the United Kingdom; any other region itself.</summary>
    public static string Nation(string code) =>
        IsBelowNation(code) ? Array.Find(Nations, nation => nation.Councils.Contains(code[3..], StringComparison.Ordinal)).Nation ?? "GB-ENG" : code;

    /// <summary>Whether the country is one whose regions are commonly written as letters.</summary>
    public static bool HasLetters(string country) => CountriesWithLetters.Contains(country);

    /// <summary>Whether a town of the country is always named with its own state; elsewhere the next city's region may be named: "Reinbek, Hamburg".</summary>
    public static bool NamesOwnState(string country) => OwnState.Contains(country);

    /// <summary>Each part that may be a region or, by its letters, a country, with the code.</summary>
    public IEnumerable<(int Part, string Code)> Candidates(List<string> parts, List<string> keys, List<int> open, string? country, string? hint)
    {
        for (var at = open.Count - 1; at >= 0 && open.Count > 1; at--)
        {
            var i = open[at];
            foreach (var region in gazetteer.FindRegions(keys[i]))
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
                if (gazetteer.IsRegionCode(code))
                {
                    yield return (i, code);
                }
            }

            if (country is null && gazetteer.IsCountryCode(parts[i]))
            {
                yield return (i, parts[i]);
            }
        }
    }

    /// <summary>The first part that is a region's name, or in a known country its letters; null and -1 where there is none.</summary>
    public (string? Code, int Part) FindFirst(List<string> keys, List<int> open, string? country, string? hint)
    {
        foreach (var i in open)
        {
            var key = _affixes.Without(keys[i], name => gazetteer.FindRegions(name).Count > 0);
            var regions = gazetteer.FindRegions(key).ToList();
            if (country is not null || words.IsNoPlace(key))
            {
                // "Central" is a province of many countries.
                var only = country ?? hint;
                regions.RemoveAll(region => only is null || !region.StartsWith(only, StringComparison.Ordinal));
            }

            if (regions.Count > 0)
            {
                return (regions.Find(region => hint is not null && region.StartsWith(hint, StringComparison.Ordinal))
                    ?? regions.Find(region => HasLetters(region[..2])) ?? regions[0], i);
            }

            if (country is not null && key.Length is 2 or 3 && gazetteer.IsRegionCode($"{country}-{key.ToUpperInvariant()}"))
            {
                return ($"{country}-{key.ToUpperInvariant()}", i);
            }
        }

        return (null, -1);
    }
}
