using System.Globalization;
using System.Text.Json.Nodes;

namespace JobPilot.Tests.Http;

/// <summary>Invented postings in the shape of JSearch, with what makes real ones hard.</summary>
internal static class FakeJobs
{
    /// <summary>Makes one posting; each fifth one has another oddity.</summary>
    public static JsonObject Make(int number)
    {
        var job = new JsonObject
        {
            ["job_id"] = $"{Convert.ToBase64String(BitConverter.GetBytes(1_000_003L * (number + 1)))}AA==",
            ["job_title"] = $"Bicycle mechanic {number}",
            ["employer_name"] = $"Wheel & Chain No. {number % 4}",
            ["employer_logo"] = null,
            ["job_publisher"] = "Invented Board",
            ["job_employment_type"] = "Full-time",
            ["job_employment_types"] = new JsonArray("FULLTIME"),
            ["job_apply_link"] = $"https://apply.example/{number}",
            ["job_is_remote"] = false,
            ["job_description"] = "You mend bicycles.\n• Brakes\n• Gears",
            ["job_city"] = "Springfield",
            ["job_country"] = "US",
            ["job_posted_at_timestamp"] = 1_772_000_000 + number,
            ["job_highlights"] = new JsonObject { ["Qualifications"] = new JsonArray("A steady hand") },
            ["job_min_salary"] = 41_000,
            ["job_max_salary"] = 52_000,
            ["job_salary_period"] = "YEAR",
            ["something_new"] = new JsonObject { ["deep"] = new JsonArray(1, 2.50m, "3") },
        };
        switch (number % 5)
        {
            case 1:
                job["job_employment_type"] = "Vollzeit";
                job["job_posted_at"] = "vor 3 Tagen";
                break;
            case 2:
                job["job_is_remote"] = null;
                job["work_arrangement"] = null;
                break;
            case 3:
                job["job_highlights"] = new JsonObject();
                break;
            case 4:
                job["job_min_salary"] = null;
                job["job_max_salary"] = null;
                job["job_salary_string"] = string.Create(CultureInfo.InvariantCulture, $"CA${21 + (number % 9)}–30 an hour");
                break;
        }

        return job;
    }

    /// <summary>Makes pages of postings, numbered on.</summary>
    public static IReadOnlyList<IReadOnlyList<JsonNode?>> Pages(int pages, int size = 10) =>
        [.. Enumerable.Range(0, pages).Select(page => (IReadOnlyList<JsonNode?>)[.. Enumerable.Range(page * size, size).Select(Make)])];

    /// <summary>Pages whose postings are an hour apart, the newest of now.</summary>
    /// <param name="pages">How many, of ten postings each.</param>
    public static IReadOnlyList<IReadOnlyList<JsonNode?>> RecentPages(int pages)
    {
        var newest = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var recent = Pages(pages);
        foreach (var job in recent.SelectMany(page => page))
        {
            job!["job_posted_at_timestamp"] = newest -= 3600;
        }

        return recent;
    }
}
