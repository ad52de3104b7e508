using System.Globalization;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Paths of one item of <c>locations</c> and of its fields. Those of the first few thousand are compiled once.</summary>
internal sealed class LocationPaths
{
    /// <summary>Items that are found by their place alone: more than a posting has, but for some.</summary>
    public const int Usual = 32;

    private const int MostKept = 4096;
    private static readonly LocationPaths[] First = [.. Enumerable.Range(0, Usual).Select(index => new LocationPaths(index))];
    private static readonly KeptValues<int, LocationPaths> Others = new(MostKept);

    private LocationPaths(int index)
    {
        var item = $"locations[{index.ToString(CultureInfo.InvariantCulture)}]";
        Pointer = $"/locations/{index.ToString(CultureInfo.InvariantCulture)}";
        Item = FieldPath.Parse(item);
        Raw = FieldPath.Parse(item + ".raw");
        City = FieldPath.Parse(item + ".city");
        Region = FieldPath.Parse(item + ".region");
        Country = FieldPath.Parse(item + ".country");
        Latitude = FieldPath.Parse(item + ".latitude");
        Longitude = FieldPath.Parse(item + ".longitude");
        GeonamesId = FieldPath.Parse(item + ".geonames_id");
        Fields = [Raw, City, Region, Country, Latitude, Longitude, GeonamesId];
    }

    /// <summary>The item's JSON pointer.</summary>
    public string Pointer { get; }

    public FieldPath Item { get; }

    public FieldPath Raw { get; }

    public FieldPath City { get; }

    public FieldPath Region { get; }

    public FieldPath Country { get; }

    public FieldPath Latitude { get; }

    public FieldPath Longitude { get; }

    public FieldPath GeonamesId { get; }

    /// <summary>All fields, in the order in which they are written.</summary>
    public IReadOnlyList<FieldPath> Fields { get; }

    /// <summary>Whether a name is that of one of the fields.</summary>
    public static bool IsField(string name) => name is "raw" or "city" or "region" or "country" or "latitude" or "longitude" or "geonames_id";

    /// <summary>Paths of the item at a place.</summary>
    public static LocationPaths At(int index)
    {
        if (index < Usual)
        {
            return First[index];
        }

        if (!Others.TryGet(index, out var paths))
        {
            paths = new LocationPaths(index);
            Others.Add(index, paths);
        }

        return paths;
    }
}
