namespace JobPilot.Plugins.Demo;

/// <summary>A town where postings come from.</summary>
internal sealed record Place(string Language, string Country, string City, string RegionCode, string Region, double Latitude, double Longitude);
