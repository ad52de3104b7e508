namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>What a part of a title names as a place.</summary>
/// <param name="In">Country of the posting; null where it is unknown.</param>
/// <param name="City">Number of the city in that country; null for none.</param>
/// <param name="Country">The country that it is the name of; null for none.</param>
internal sealed record TitlePlace(string? In, double? City, string? Country);
