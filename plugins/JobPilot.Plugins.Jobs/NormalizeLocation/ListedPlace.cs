namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>A place of the canonical listing.</summary>
internal readonly record struct ListedPlace(string? Raw, string? City, string? Region, string? Country, double? Latitude, double? Longitude, long? GeonamesId);
