using System.Collections.Concurrent;
using System.Globalization;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Paths of the fields of one item of <c>locations</c>, compiled once an index.</summary>
internal sealed class LocationPaths
{
    private static readonly ConcurrentDictionary<int, LocationPaths> Known = new();

    private LocationPaths(int index)
    {
        var item = $"locations[{index.ToString(CultureInfo.InvariantCulture)}]";
        Raw = FieldPath.Parse(item + ".raw");
        City = FieldPath.Parse(item + ".city");
        Region = FieldPath.Parse(item + ".region");
        Country = FieldPath.Parse(item + ".country");
        Latitude = FieldPath.Parse(item + ".latitude");
        Longitude = FieldPath.Parse(item + ".longitude");
        GeonamesId = FieldPath.Parse(item + ".geonames_id");
    }

    public FieldPath Raw { get; }

    public FieldPath City { get; }

    public FieldPath Region { get; }

    public FieldPath Country { get; }

    public FieldPath Latitude { get; }

    public FieldPath Longitude { get; }

    public FieldPath GeonamesId { get; }

    public static LocationPaths At(int index) => Known.GetOrAdd(index, static at => new LocationPaths(at));
}
