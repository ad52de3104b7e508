using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Configuration.Tests;

public enum BoardOrder
{
    NewestFirst = 0,
    BestMatch = 1,
}

public sealed class BoardSearch
{
    [Description("Words to look for.")]
    [Required]
    public string Query { get; init; } = "";

    [Description("Pages of the search.")]
    [Range(1, 20)]
    public int Pages { get; init; } = 1;

    [Description("Country of the postings.")]
    [RegularExpression("[a-z]{2}")]
    public string? Country { get; init; }
}

public sealed class BoardOptions : IValidatedOptions
{
    [Description("Key of the board.")]
    public Secret ApiKey { get; init; } = Secret.Empty;

    [Description("Searches to run.")]
    [Required]
    [MinLength(1)]
    public IReadOnlyList<BoardSearch> Searches { get; init; } = [];

    [Description("Where the board is.")]
    public Uri BaseUrl { get; init; } = new("https://board.example/");

    [Description("Order of the results.")]
    public BoardOrder Order { get; init; } = BoardOrder.NewestFirst;

    [Description("Longest time of one call.")]
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    [Description("Calls a minute.")]
    [Range(1, 600)]
    public int RequestsPerMinute { get; init; } = 60;

    [Description("Most calls of a run; null means no limit.")]
    [Range(1, 100000)]
    public int? Budget { get; init; }

    [Description("Share of the pages that is kept.")]
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double Share { get; init; } = 1;

    [Description("Languages to ask for.")]
    [AllowedValues("de", "en", "fr")]
    public string Language { get; init; } = "en";

    [Description("Headers to send along.")]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    [Description("Whether remote postings only are asked for.")]
    public bool RemoteOnly { get; init; }

    [Description("Kinds of postings to ask for.")]
    public IReadOnlySet<string> Kinds { get; init; } = new HashSet<string>();

    [Description("First day of the postings.")]
    public DateOnly? FirstDay { get; init; }

    public IEnumerable<Diagnostic> Validate()
    {
        if (RemoteOnly && Searches.Count > 0 && Searches[0].Country is not null)
        {
            yield return new Diagnostic("board.country_of_remote", "A remote posting has no country.") { Pointer = "/searches/0/country" };
        }
    }
}

public sealed class DemoOptions
{
    [Description("Records to make.")]
    [Range(1, 1000000)]
    public long Records { get; init; } = 100;

    [Description("Seed of the generator.")]
    public int Seed { get; init; }
}

public sealed class FilterOptions
{
    [Description("Condition that keeps a record.")]
    [Required]
    [Expression]
    public string Where { get; init; } = "";
}

public sealed class MapOptions
{
    [Description("New fields by name.")]
    [Expression(Template = true)]
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    [Description("Fields to drop.")]
    [FieldPath]
    public string[] Drop { get; init; } = [];

    [Description("Conditions inside conditions.")]
    public MapRule? Rule { get; init; }
}

public sealed class MapRule
{
    [Description("Name of the rule.")]
    [StringLength(20, MinimumLength = 2)]
    public string Name { get; init; } = "all";

    [Description("Rules below this one.")]
    [MaxLength(3)]
    public List<MapRule> Any { get; init; } = [];
}

public sealed class FileSinkOptions
{
    [Description("Path of the file.")]
    [Required]
    [Templated]
    public string Path { get; init; } = "";

    [Description("Password of the archive.")]
    public Secret? Password { get; init; }

    [Description("Whether lines are added to what is there.")]
    public bool Append { get; init; }
}

public sealed class BrokenOptions
{
    public IEnumerable<Action> Steps { get; init; } = [];
}
