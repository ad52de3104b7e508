using System.Buffers;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>The words of a location text that are no places, from <c>location-words.tsv</c>. Immutable once loaded.</summary>
internal sealed class LocationWords
{
    /// <summary>The shipped table.</summary>
    public const string File = "location-words.tsv";

    private static readonly Lazy<LocationWords> Loaded = new(() => new LocationWords(RuleSet.Shipped));

    private readonly SearchValues<string> _anyMode;
    private readonly SearchValues<string> _anyJoiner;
    private readonly string[] _joiners;

    // By the first word.
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _leads;

    private LocationWords(RuleSet rules)
    {
        // A kind that is no other is a mode of work; "mobile" is one until the places are known.
        var modes = new List<(string Phrase, string Mode)>();
        var prefixes = new List<string>();
        var suffixes = new List<string>();
        var separators = new List<string>();
        var limits = new List<string>();
        var zones = new List<string>();
        var endings = new List<string>();
        var quarters = new List<string>();
        var joiners = new List<string>();
        var leads = new List<string>();
        var denials = new List<string>();
        var denialsBehind = new List<string>();
        foreach (var row in rules.Rows(File))
        {
            switch (row[0])
            {
                case "prefix":
                    prefixes.Add(row[1] + " ");
                    break;
                case "suffix":
                    suffixes.Add(" " + row[1]);
                    break;
                case "area":
                    Areas.Add(row[1]);
                    break;
                case "separator":
                    separators.Add(char.IsLetter(row[1][0]) ? $" {row[1]} " : row[1]);
                    break;
                case "limit":
                    limits.Add(" " + row[1]);
                    break;
                case "time_zone":
                    zones.Add(row[1]);
                    break;
                case "no_name":
                    NoNames.Add(row[1]);
                    break;
                case "no_name_ending":
                    endings.Add(row[1]);
                    break;
                case "joiner":
                    joiners.Add($" {row[1]} ");
                    break;
                case "lead":
                    leads.Add(row[1] + " ");
                    break;
                case "denial":
                    denials.Add(row[1]);
                    break;
                case "denial_behind":
                    denialsBehind.Add(row[1]);
                    break;
                case "quarter":
                    Directions.Add(row[1]);
                    quarters.Add(row[1] + " ");
                    break;
                case "near":
                    Nears.Add(row[1]);
                    break;
                case "language":
                    Languages.Add(row[1], row[2].Split(' '));
                    break;
                default:
                    modes.Add((row[1], row[0]));
                    break;
            }
        }

        Modes = [.. modes.OrderByDescending(mode => mode.Phrase.Length)];
        Prefixes = [.. prefixes.OrderByDescending(prefix => prefix.Length)];
        Quarters = [.. quarters.OrderByDescending(quarter => quarter.Length)];
        Separators = [.. separators];
        Limits = [.. limits.OrderByDescending(limit => limit.Length)];
        NoNameEndings = [.. endings];
        TimeZones = [.. zones.OrderByDescending(zone => zone.Length)];
        Denials = [.. denials.OrderByDescending(denial => denial.Length)];
        DenialsBehind = [.. denialsBehind.OrderByDescending(denial => denial.Length)];
        _anyMode = SearchValues.Create([.. Modes.Select(mode => mode.Phrase)], StringComparison.Ordinal);
        _joiners = [.. separators, .. joiners];
        _anyJoiner = SearchValues.Create(_joiners, StringComparison.OrdinalIgnoreCase);
        _leads = leads.GroupBy(lead => lead[..lead.IndexOf(' ', StringComparison.Ordinal)])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(lead => lead.Length).ToArray(), StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        Suffixes = [.. suffixes.OrderByDescending(suffix => suffix.Length)];
    }

    /// <summary>The words, loaded on first use.</summary>
    public static LocationWords Instance => Loaded.Value;

    /// <summary>The words with what the user's files change.</summary>
    public static LocationWords Of(RuleSet rules) => rules.Changes(File) ? new LocationWords(rules) : Instance;

    /// <summary>Phrases that say how one works, longest first.</summary>
    public IReadOnlyList<(string Phrase, string Mode)> Modes { get; }

    /// <summary>What may stand before a city's name, longest first, with a space behind.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>What may stand behind a city's name, longest first, with a space before.</summary>
    public IReadOnlyList<string> Suffixes { get; }

    /// <summary>What says in which part of a large city a place lies, longest first, with a space behind: "south west".</summary>
    public IReadOnlyList<string> Quarters { get; }

    /// <summary>What stands between places, in the order in which it is tried: "/", " or ".</summary>
    public string[] Separators { get; }

    /// <summary>What denies a mode of work directly before it, longest first: "no".</summary>
    public string[] Denials { get; }

    /// <summary>What denies a mode of work behind it, longest first: "not available".</summary>
    public string[] DenialsBehind { get; }

    /// <summary>What may stand behind a name and is no part of it, with a space before, longest first: " only".</summary>
    public string[] Limits { get; }

    /// <summary>Time zones, longest first: beside remote work they say when, not where.</summary>
    public string[] TimeZones { get; }

    /// <summary>Names of continents and other areas of several countries, which name no place.</summary>
    public HashSet<string> Areas { get; } = new(StringComparer.Ordinal);

    /// <summary>Words with which a part is no name of a town: "locations".</summary>
    public HashSet<string> NoNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Letters with which the name of no town ends: those of "Main-Tauber-Kreis".</summary>
    public string[] NoNameEndings { get; }

    /// <summary>Words of <see cref="Quarters"/>: alone they name no place unless the country is known.</summary>
    public HashSet<string> Directions { get; } = new(StringComparer.Ordinal);

    /// <summary>Words before the town that a place lies near.</summary>
    public HashSet<string> Nears { get; } = new(StringComparer.Ordinal);

    /// <summary>Alpha-2 codes of the countries that speak a language (ISO 639-1), where it is spoken in few.</summary>
    public Dictionary<string, string[]> Languages { get; } = new(StringComparer.Ordinal);

    /// <summary>Pieces of a text between a separator, whose case does not count; without empty ones.</summary>
    public static List<string> Split(string text, string separator)
    {
        var pieces = new List<string>();
        for (var from = 0; from <= text.Length;)
        {
            var at = text.IndexOf(separator, from, StringComparison.OrdinalIgnoreCase);
            var piece = text[from..(at < 0 ? text.Length : at)].Trim();
            if (piece.Length > 0)
            {
                pieces.Add(piece);
            }

            from = at < 0 ? text.Length + 1 : at + separator.Length;
        }

        return pieces;
    }

    /// <summary>Whether a folded text has the letters of a phrase that says how one works: most have none.</summary>
    public bool MayHaveMode(string folded) => folded.AsSpan().ContainsAny(_anyMode);

    /// <summary>Whether the text has a separator, or a word that joins the last place of a list.</summary>
    public bool HasJoiner(string text) => text.AsSpan().ContainsAny(_anyJoiner);

    /// <summary>Pieces of a text between separators and words that join.</summary>
    public List<string> SplitAtJoiners(string text)
    {
        List<string> pieces = [text];
        foreach (var joiner in _joiners)
        {
            pieces = pieces.ConvertAll(piece => Split(piece, joiner)).SelectMany(split => split).ToList();
        }

        return pieces;
    }

    /// <summary>What may stand before a place and begins with the first word of the part, longest first, with a space behind; null for none.</summary>
    public string[]? LeadsOf(string part)
    {
        var end = part.IndexOf(' ', StringComparison.Ordinal);
        return end > 0 && _leads.TryGetValue(part.AsSpan(0, end), out var leads) ? leads : null;
    }

    /// <summary>Whether each word of a name is one with which it names no town: "multiple states".</summary>
    public bool NamesNothing(string key) => NoNames.Contains(key) || (key.Contains(' ', StringComparison.Ordinal) && Array.TrueForAll(key.Split(' '), NoNames.Contains));

    /// <summary>Whether a name is a direction or a word that names no town: by itself it is a place only where its country is known.</summary>
    public bool IsNoPlace(string key) => Directions.Contains(key) || NoNames.Contains(key);
}
