using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.JSearch;

/// <summary>Options of the <c>jsearch</c> collector.</summary>
public sealed class JSearchOptions : IValidatedOptions
{
    /// <summary>Key of the API.</summary>
    [Description("Key of the API, from RapidAPI or from OpenWeb Ninja. Without one the collector is unavailable, which leads to its fallback.")]
    public Secret ApiKey { get; init; } = Secret.Empty;

    /// <summary>Who sold the key.</summary>
    [Description("Who sold the key: rapidapi, openwebninja, or auto to tell by base_url and by how the key begins.")]
    public JSearchShop Shop { get; init; } = JSearchShop.Auto;

    /// <summary>Address of the API; null means the shop's own.</summary>
    [Description("Address of the API, for a proxy or another host; the shop's own by default.")]
    [RegularExpression("^https?://[^\\s?#]+$")]
    public string? BaseUrl { get; init; }

    /// <summary>Which search is called.</summary>
    [Description("search_v2 pages by cursor; search pages by number, for hosts that still serve it.")]
    public JSearchEndpoint Endpoint { get; init; } = JSearchEndpoint.SearchV2;

    /// <summary>What to search for.</summary>
    [Description("The searches, each read and resumed on its own.")]
    [Required]
    [MinLength(1)]
    public IReadOnlyList<JSearchSearch> Searches { get; init; } = [];

    /// <summary>Most requests a minute.</summary>
    [Description("Most requests a minute, evenly spaced.")]
    [Range(1, 1000)]
    public int RequestsPerMinute { get; init; } = 60;

    /// <summary>Retries of a call.</summary>
    [Description("Retries of a call after a time-out, a 429, a 5xx or an answer that is not what it should be. Each costs credits too.")]
    [Range(0, 10)]
    public int MaxRetries { get; init; } = 3;

    /// <summary>Time limit of one attempt.</summary>
    [Description("Time limit of one attempt. Calls of 10 to 20 seconds are normal.")]
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls under way at once.</summary>
    [Description("Calls under way at once.")]
    [Range(1, 100)]
    public int MaxConnections { get; init; } = 10;

    /// <summary>Credits a calendar month; null means no limit.</summary>
    [Description("Credits that may be spent a calendar month (UTC), kept across runs; null means no limit. The free plan has 200.")]
    [Range(1, 100_000_000)]
    public int? MonthlyBudget { get; init; } = 200;

    /// <summary>What a call for several pages costs.</summary>
    [Description("What a call for several pages (num_pages) costs: per_page, or tiered (1 page 1, 2 to 10 pages 2, 11 to 20 pages 3).")]
    public JSearchCostModel CostModel { get; init; } = JSearchCostModel.PerPage;

    /// <summary>How long an answer is reused.</summary>
    [Description("How long an answer is reused for the same request, at no cost; 0s switches it off.")]
    [Range(typeof(TimeSpan), "00:00:00", "31.00:00:00")]
    public TimeSpan CacheLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public IEnumerable<Diagnostic> Validate()
    {
        if (BaseUrl is { } text && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
        {
            yield return new Diagnostic("jsearch.key_in_clear", "base_url is not encrypted, so the key would travel in clear text.")
            {
                Severity = DiagnosticSeverity.Warning,
                Pointer = "/base_url",
                Fix = "Use https.",
            };
        }

        if (Shop != JSearchShop.Auto && JSearchAccess.ShopOf(BaseUrl) is { } host && host != Shop)
        {
            yield return new Diagnostic("jsearch.shop_and_host", "shop and base_url name two different shops.")
            {
                Pointer = "/shop",
                Fix = "Leave one of the two out.",
            };
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Searches.Count; i++)
        {
            foreach (var finding in Searches[i].Validate($"/searches/{i}"))
            {
                yield return finding;
            }

            var id = SearchSplit.IdOf(Searches[i], Endpoint);
            if (!seen.TryAdd(id, i))
            {
                yield return new Diagnostic("jsearch.duplicate_search", $"searches[{i}] asks for the same as searches[{seen[id]}].")
                {
                    Pointer = $"/searches/{i}",
                    Fix = "Remove one of the two; pages and num_pages do not tell searches apart.",
                };
            }
        }
    }
}
