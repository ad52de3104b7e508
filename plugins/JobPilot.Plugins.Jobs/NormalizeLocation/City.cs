namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>A city of the gazetteer.</summary>
/// <param name="Name">Name, mostly the English one.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Region">ISO 3166-2; null where it is unknown.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="GeonamesId">Id in GeoNames; 0 where it is not there.</param>
/// <param name="Population">People; 0 where it is unknown.</param>
/// <param name="IsMinor">Whether it is a section of a city or a small place, which counts only where its country is known.</param>
internal sealed record City(string Name, string Country, string? Region, double Latitude, double Longitude, int GeonamesId, int Population, bool IsMinor = false)
{
    private const double KilometresPerDegree = 111.2;

    /// <summary>Distance in kilometres, good enough for short ones.</summary>
    public double DistanceTo(City other) => DistanceTo(other.Latitude, other.Longitude);

    /// <summary>Distance in kilometres to a point, good enough for short ones.</summary>
    public double DistanceTo(double latitude, double longitude)
    {
        var north = (latitude - Latitude) * KilometresPerDegree;
        var east = (longitude - Longitude) * KilometresPerDegree * Math.Cos(Latitude * Math.PI / 180);
        return Math.Sqrt((north * north) + (east * east));
    }
}
