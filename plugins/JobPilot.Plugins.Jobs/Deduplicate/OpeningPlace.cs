using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// The place of an opening, written in one way: a city by its number in GeoNames, so that Munich is München; else city, region or country by name; "" for openings
/// that may be filled from anywhere or from several continents, however the boards say that.
/// </summary>
internal static class OpeningPlace
{
    /// <summary>The place; "" where it is open.</summary>
    public static string Of(Record record, DuplicateWords words)
    {
        if (record.GetString(ListingPaths.LocationCity) is { Length: > 0 } city)
        {
            return record.GetValue(ListingPaths.LocationGeonamesId) is { Kind: RecordValueKind.Number } id
                ? $"#{id.AsNumber()}"
                : $"{PlaceName.Key(city)},{record.GetString(ListingPaths.LocationCountry)?.ToLowerInvariant()}";
        }

        var region = record.GetString(ListingPaths.LocationRegion);
        if ((region ?? record.GetString(ListingPaths.LocationCountry)) is { Length: > 0 } area)
        {
            return CityInText.Find(record.GetString(ListingPaths.DescriptionText), record.GetString(ListingPaths.LocationCountry), region, words) is { } named
                ? $"#{named.GeonamesId}"
                : Folding.Fold(area);
        }

        return record.GetString(ListingPaths.LocationRaw) is { Length: > 0 } raw && !IsOpen(raw, words) ? PlaceName.Key(raw.AsSpan(0, Math.Min(raw.Length, 100))) : "";
    }

    /// <summary>Whether a text names only continents, areas of several countries, and that one works from anywhere.</summary>
    private static bool IsOpen(string raw, DuplicateWords words)
    {
        var location = LocationWords.Instance;
        foreach (var part in Folding.Fold(raw).Split([',', ';', '/', '|', '(', ')', '-', '&', '+'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (location.Areas.Contains(part) || location.TimeZones.Contains(part) || location.Modes.Any(mode => mode.Phrase == part))
            {
                continue;
            }

            var rest = string.Join(' ', part.Split(' ').Where(word => !words.PlaceFillers.Contains(word)));
            if (rest.Length > 0 && !location.Areas.Contains(rest))
            {
                return false;
            }
        }

        return true;
    }
}
