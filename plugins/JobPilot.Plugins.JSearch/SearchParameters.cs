using System.Globalization;

namespace JobPilot.Plugins.JSearch;

/// <summary>The API's parameters of a search, but for those of paging; what stands at the API's own default is left out.</summary>
internal static class SearchParameters
{
    /// <param name="search">The search.</param>
    /// <param name="datePosted">How old postings may be; null means as the search says.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(JSearchSearch search, string? datePosted = null)
    {
        datePosted ??= search.DatePosted;
        yield return new("query", search.Query.Trim());
        yield return new("country", search.Country.ToLowerInvariant());
        if (!string.IsNullOrWhiteSpace(search.Language))
        {
            yield return new("language", search.Language.ToLowerInvariant());
        }

        if (datePosted != "all")
        {
            yield return new("date_posted", datePosted);
        }

        if (search.WorkFromHome)
        {
            yield return new("work_from_home", "true");
        }

        if (search.EmploymentTypes.Count > 0)
        {
            yield return new("employment_types", List(search.EmploymentTypes.Select(type => type.ToString().ToUpperInvariant())));
        }

        if (search.JobRequirements.Count > 0)
        {
            yield return new("job_requirements", List(search.JobRequirements));
        }

        if (search.Radius is { } radius)
        {
            yield return new("radius", radius.ToString(CultureInfo.InvariantCulture));
        }

        if (search.ExcludeJobPublishers.Count > 0)
        {
            yield return new("exclude_job_publishers", List(search.ExcludeJobPublishers));
        }

        if (search.Fields.Count > 0)
        {
            yield return new("fields", List(search.Fields.Prepend("job_id")));
        }
    }

    /// <summary>The order of a list means nothing to the API, so it makes no other search.</summary>
    private static string List(IEnumerable<string> values) =>
        string.Join(',', values.Select(value => value.Trim()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
