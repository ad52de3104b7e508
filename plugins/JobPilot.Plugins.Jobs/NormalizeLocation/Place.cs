namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>A place as understood; what is unknown is null.</summary>
/// <param name="City">Name of the city.</param>
/// <param name="Region">ISO 3166-2.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Found">The gazetteer's city; null where the name is not there.</param>
/// <param name="Rule">Id of the rule that found it, without its version.</param>
/// <param name="Confidence">0..1.</param>
internal sealed record Place(string? City, string? Region, string? Country, City? Found, string Rule, double Confidence)
{
    /// <summary>A city of the gazetteer.</summary>
    public static Place Of(City city, string rule, double confidence) =>
        new(city.Name.EndsWith(", D.C.", StringComparison.Ordinal) ? city.Name[..^6] : city.Name, city.Region, city.Country, city, rule, confidence);
}
