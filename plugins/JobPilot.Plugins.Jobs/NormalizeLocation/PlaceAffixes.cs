namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Words around a name that are no part of it: "Greater", "Metropolitan Area". Thread-safe.</summary>
internal sealed class PlaceAffixes(LocationWords words)
{
    /// <summary>Strips words such as "Greater" and "Metropolitan Area" until the rest is known.</summary>
    public string Without(string key, Predicate<string> known)
    {
        var name = key;
        while (!known(name))
        {
            var shorter = Strip(name);
            if (shorter == name)
            {
                return key;
            }

            name = shorter;
        }

        return name;
    }

    /// <summary>"South West London" and "SW London" are London.</summary>
    public string WithoutQuarter(string key)
    {
        foreach (var quarter in words.Quarters)
        {
            if (key.Length > quarter.Length && key.StartsWith(quarter, StringComparison.Ordinal))
            {
                return PlaceName.Key(key.AsSpan(quarter.Length));
            }
        }

        return key;
    }

    private string Strip(string name)
    {
        foreach (var suffix in words.Suffixes)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return name[..^suffix.Length];
            }
        }

        foreach (var prefix in words.Prefixes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return PlaceName.Key(name.AsSpan(prefix.Length)); // "Greater St. Louis": what was inside is a beginning now.
            }
        }

        return name;
    }
}
