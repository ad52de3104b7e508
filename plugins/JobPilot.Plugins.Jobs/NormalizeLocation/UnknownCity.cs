namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Tells whether a name that the gazetteer lacks may be a city's. Thread-safe.</summary>
internal sealed class UnknownCity(LocationWords words)
{
    private const int ShortestName = 3;
    private const int MostWords = 5;

    /// <summary>Whether the part may be the name of a place: a few words of letters, none of which says that no town is named ("Various Locations").</summary>
    /// <param name="part">As written.</param>
    /// <param name="key">Its key.</param>
    public bool IsName(string part, string key)
    {
        if (key.Length < ShortestName || part.Any(char.IsAsciiDigit) || part.AsSpan().IndexOfAny("&/@#$%") >= 0
            || (part.Length <= ShortestName && part.All(char.IsAsciiLetterUpper)))
        {
            return false;
        }

        var pieces = key.Split(' ');
        return pieces.Length <= MostWords && !Array.Exists(pieces, words.NoNames.Contains) && !Array.Exists(words.NoNameEndings, ending => key.EndsWith(ending, StringComparison.Ordinal));
    }
}
