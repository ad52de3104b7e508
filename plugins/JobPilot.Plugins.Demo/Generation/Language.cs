namespace JobPilot.Plugins.Demo;

/// <summary>The words and phrases of one language.</summary>
internal sealed class Language(string code, IReadOnlyList<Domain> domains, IReadOnlyDictionary<string, Phrase[]> phrases, IReadOnlyList<Place> places, string[] suffixes)
{
    public string Code { get; } = code;

    public IReadOnlyList<Domain> Domains { get; } = domains;

    public IReadOnlyList<Place> Places { get; } = places;

    public string[] Suffixes { get; } = suffixes;

    /// <summary>Headings of the five sections, joined by bars, by style.</summary>
    public required string[][] Headings { get; init; }

    public required string[] Levels { get; init; }

    public Phrase[] this[string list] => phrases[list];
}
