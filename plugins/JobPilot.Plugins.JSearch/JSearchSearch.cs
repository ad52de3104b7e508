using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.JSearch;

/// <summary>One search, with every parameter that the API documents.</summary>
public sealed class JSearchSearch
{
    internal static readonly IReadOnlyList<string> Requirements =
        ["under_3_years_experience", "more_than_3_years_experience", "no_experience", "no_degree"];

    /// <summary>What to search for.</summary>
    [Description("What to search for, as a person would: \"nurse in Chicago\", \"web developer via LinkedIn\".")]
    [Required]
    [StringLength(500, MinimumLength = 1)]
    public string Query { get; init; } = "";

    /// <summary>Country to search in.</summary>
    [Description("Country to search in, ISO 3166-1 alpha-2. A wrong one gives no jobs rather than an error.")]
    [RegularExpression("^[A-Za-z]{2}$")]
    public string Country { get; init; } = "us";

    /// <summary>Language to search in; null means the country's main one.</summary>
    [Description("Language to search in, ISO 639; the country's main one by default. A wrong one gives no jobs rather than an error.")]
    [RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    public string? Language { get; init; }

    /// <summary>How old postings may be.</summary>
    [Description("How old postings may be: all, today, 3days, week or month.")]
    [AllowedValues("all", "today", "3days", "week", "month")]
    public string DatePosted { get; init; } = "all";

    /// <summary>Only jobs that can be done from home.</summary>
    [Description("Only jobs that can be done from home.")]
    public bool WorkFromHome { get; init; }

    /// <summary>Only these kinds of employment; empty means all.</summary>
    [Description("Only these kinds of employment: fulltime, contractor, parttime, intern; all by default.")]
    public IReadOnlyList<JSearchEmploymentType> EmploymentTypes { get; init; } = [];

    /// <summary>Only jobs with these requirements; empty means all.</summary>
    [Description("Only jobs with these requirements: under_3_years_experience, more_than_3_years_experience, no_experience, no_degree; all by default.")]
    public IReadOnlyList<string> JobRequirements { get; init; } = [];

    /// <summary>Distance from the place in the query, in kilometres.</summary>
    [Description("Distance from the place in the query, in kilometres; the source does not follow it strictly.")]
    [Range(1, 20_000)]
    public int? Radius { get; init; }

    /// <summary>Publishers to leave out.</summary>
    [Description("Publishers to leave out.")]
    public IReadOnlyList<string> ExcludeJobPublishers { get; init; } = [];

    /// <summary>Fields to answer with; empty means all.</summary>
    [Description("Fields to answer with; all by default. job_id is always among them.")]
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Most pages to read.</summary>
    [Description("Most pages to read, of at most 10 jobs each.")]
    [Range(1, 500)]
    public int Pages { get; init; } = 1;

    /// <summary>Pages that one call asks for.</summary>
    [Description("Pages that one call asks for. More than 1 saves calls, and credits where cost_model is tiered; progress is then kept by call.")]
    [Range(1, 20)]
    public int NumPages { get; init; } = 1;

    internal IEnumerable<Diagnostic> Validate(string pointer)
    {
        if (string.IsNullOrWhiteSpace(Query))
        {
            yield return new Diagnostic("jsearch.empty_query", "query is empty.") { Pointer = $"{pointer}/query", Fix = "Say what to search for." };
        }

        for (var i = 0; i < JobRequirements.Count; i++)
        {
            if (!Requirements.Contains(JobRequirements[i]))
            {
                yield return new Diagnostic("jsearch.unknown_requirement", $"'{JobRequirements[i]}' is not one of {string.Join(", ", Requirements)}.")
                {
                    Pointer = $"{pointer}/job_requirements/{i}",
                };
            }
        }

        foreach (var (name, list) in new[] { ("exclude_job_publishers", ExcludeJobPublishers), ("fields", Fields) })
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (string.IsNullOrWhiteSpace(list[i]) || list[i].Contains(','))
                {
                    yield return new Diagnostic("jsearch.bad_list_entry", $"Entry {i + 1} of {name} is empty or holds a comma.")
                    {
                        Pointer = $"{pointer}/{name}/{i}",
                        Fix = "Write one name an entry.",
                    };
                }
            }
        }
    }
}
