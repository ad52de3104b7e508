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
    /// <summary>The place, and how closely it is known.</summary>
    public static OpeningArea Of(Record record, DuplicateWords words)
    {
        var country = record.GetString(ListingPaths.LocationCountry);
        var region = record.GetString(ListingPaths.LocationRegion);
        var (inCountry, inRegion) = (country?.ToLowerInvariant() ?? "", region is { Length: > 0 } ? Folding.Fold(region) : "");
        if (record.GetString(ListingPaths.LocationCity) is { Length: > 0 } city)
        {
            var key = record.GetValue(ListingPaths.LocationGeonamesId) is { Kind: RecordValueKind.Number } id ? Numbered(id.AsNumber()) : $"{PlaceName.Key(city)},{country?.ToLowerInvariant()}";
            return new OpeningArea(OpeningArea.City, key, inCountry, inRegion);
        }

        if ((region ?? country) is { Length: > 0 } area)
        {
            return CityInText.Find(record.GetString(ListingPaths.DescriptionText), country, region, words) is { } named
                ? new OpeningArea(OpeningArea.City, $"#{named.GeonamesId}", inCountry, inRegion.Length > 0 || named.Region is null ? inRegion : Folding.Fold(named.Region))
                : new OpeningArea(region is null ? OpeningArea.OfCountry : OpeningArea.OfRegion, Folding.Fold(area), inCountry, inRegion);
        }

        var namesArea = false;
        return record.GetString(ListingPaths.LocationRaw) is { Length: > 0 } raw && !IsOpen(raw, words, out namesArea)
            ? new OpeningArea(OpeningArea.Open, PlaceName.Key(raw.AsSpan(0, Math.Min(raw.Length, 100)))) { IsKnown = false }
            : new OpeningArea(OpeningArea.Open, "") { IsKnown = !namesArea };
    }

    /// <summary>A city by its number. A whole one is written as such, which is the same text, sooner.</summary>
    private static string Numbered(double? id) => id is > 0 and < int.MaxValue && (int)id == id ? $"#{(int)id}" : $"#{id}";

    /// <summary>Whether a text names only continents, areas of several countries, and that one works from anywhere.</summary>
    private static bool IsOpen(string raw, DuplicateWords words, out bool namesArea)
    {
        namesArea = false;
        var location = LocationWords.Instance;
        foreach (var part in Folding.Fold(raw).Split([',', ';', '/', '|', '(', ')', '-', '&', '+'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var rest = string.Join(' ', part.Split(' ').Where(word => !words.PlaceFillers.Contains(word)));
            if (rest.Length == 0 || location.Modes.Any(mode => mode.Phrase == part))
            {
                continue;
            }

            if (!location.Areas.Contains(part) && !location.TimeZones.Contains(part) && !location.Areas.Contains(rest))
            {
                return false;
            }

            namesArea = true;
        }

        return true;
    }
}
