using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>The words of a location text that are no places, from <c>location-words.tsv</c>. Immutable once loaded.</summary>
internal sealed class LocationWords
{
    /// <summary>The shipped table.</summary>
    public const string File = "location-words.tsv";

    private static readonly Lazy<LocationWords> Loaded = new(() => new LocationWords(RuleSet.Shipped));

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
                case "quarter":
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
        Limits = [.. limits];
        NoNameEndings = [.. endings];
        TimeZones = [.. zones.OrderByDescending(zone => zone.Length)];
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

    /// <summary>What may stand behind a name and is no part of it, with a space before: " only".</summary>
    public string[] Limits { get; }

    /// <summary>Time zones, longest first: beside remote work they say when, not where.</summary>
    public string[] TimeZones { get; }

    /// <summary>Names of continents and other areas of several countries, which name no place.</summary>
    public HashSet<string> Areas { get; } = new(StringComparer.Ordinal);

    /// <summary>Words with which a part is no name of a town: "locations".</summary>
    public HashSet<string> NoNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Letters with which the name of no town ends: those of "Main-Tauber-Kreis".</summary>
    public string[] NoNameEndings { get; }

    /// <summary>Words before the town that a place lies near.</summary>
    public HashSet<string> Nears { get; } = new(StringComparer.Ordinal);

    /// <summary>Alpha-2 codes of the countries that speak a language (ISO 639-1), where it is spoken in few.</summary>
    public Dictionary<string, string[]> Languages { get; } = new(StringComparer.Ordinal);
}
