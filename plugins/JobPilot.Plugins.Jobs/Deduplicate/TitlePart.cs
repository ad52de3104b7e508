using JobPilot.Plugins.Jobs.NormalizeLocation;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>A part of a title between signs. Safe on every thread.</summary>
/// <param name="key">Its key as a place's name; "" where it is not written as those are.</param>
/// <param name="words">Its words, in order.</param>
internal sealed class TitlePart(string key, string[] words)
{
    /// <summary>Countries of which it is kept what the part names there; for others it is looked up each time.</summary>
    private const int MostKept = 8;
    private volatile TitlePlace[] _kept = [];

    /// <summary>Its key as a place's name; "" where it is not written as those are.</summary>
    public string Key => key;

    /// <summary>Its words, in order.</summary>
    public string[] Words => words;

    /// <summary>What it may name, in the title of a posting of a country.</summary>
    public TitlePlace PlaceIn(string? country)
    {
        var kept = _kept;
        foreach (var place in kept)
        {
            if (place.In == country)
            {
                return place;
            }
        }

        var found = new TitlePlace(country, Gazetteer.Instance.FindCity(key, country)?.GeonamesId, Gazetteer.Instance.FindCountry(key));
        if (kept.Length < MostKept)
        {
            _kept = [.. kept, found];
        }

        return found;
    }
}
