using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace JobPilot.Plugins.JSearch.Tests;

public sealed class JSearchOptionsTests
{
    [Fact]
    public void Validate_Defaults_FindsNothing()
    {
        var options = new JSearchOptions { Searches = [new JSearchSearch { Query = "baker" }] };

        Assert.Empty(options.Validate());
        Assert.Equal((60, 3, 30, 10), (options.RequestsPerMinute, options.MaxRetries, (int)options.Timeout.TotalSeconds, options.MaxConnections));
        Assert.Equal((200, JSearchCostModel.PerPage, JSearchEndpoint.SearchV2), (options.MonthlyBudget, options.CostModel, options.Endpoint));
    }

    [Fact]
    public void Validate_EveryMistake_IsFoundAtItsPlace()
    {
        var options = new JSearchOptions
        {
            BaseUrl = "https://api.openwebninja.com/jsearch",
            Shop = JSearchShop.Rapidapi,
            Searches =
            [
                new JSearchSearch { Query = "baker", Pages = 1 },
                new JSearchSearch { Query = " baker ", Pages = 5 },
                new JSearchSearch { Query = "  ", JobRequirements = ["no_degree", "none"] },
                new JSearchSearch { Query = "cook", Fields = ["job_id,job_title"], ExcludeJobPublishers = [""] },
            ],
        };

        var findings = options.Validate().Select(finding => $"{finding.Code} {finding.Pointer}");

        Assert.Equal(
            [
                "jsearch.shop_and_host /shop",
                "jsearch.duplicate_search /searches/1",
                "jsearch.empty_query /searches/2/query",
                "jsearch.unknown_requirement /searches/2/job_requirements/1",
                "jsearch.bad_list_entry /searches/3/exclude_job_publishers/0",
                "jsearch.bad_list_entry /searches/3/fields/0",
            ],
            findings);
    }

    [Theory]
    [InlineData("http://proxy.example/jsearch", true)]
    [InlineData("https://proxy.example/jsearch", false)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://127.0.0.1:8080", false)]
    public void Validate_UnencryptedAddress_IsWarnedOf(string url, bool warned)
    {
        var findings = new JSearchOptions { BaseUrl = url, Searches = [new JSearchSearch { Query = "baker" }] }.Validate().ToList();

        Assert.Equal(warned, findings.Exists(finding => finding.Code == "jsearch.key_in_clear" && finding.Severity == DiagnosticSeverity.Warning));
    }

    [Theory]
    [InlineData(nameof(JSearchSearch.Country), "usa", false)]
    [InlineData(nameof(JSearchSearch.Country), "gb", true)]
    [InlineData(nameof(JSearchSearch.Language), "pt-BR", true)]
    [InlineData(nameof(JSearchSearch.Language), "english", false)]
    [InlineData(nameof(JSearchSearch.DatePosted), "3days", true)]
    [InlineData(nameof(JSearchSearch.DatePosted), "yesterday", false)]
    [InlineData(nameof(JSearchSearch.NumPages), 20, true)]
    [InlineData(nameof(JSearchSearch.NumPages), 21, false)]
    [InlineData(nameof(JSearchSearch.Pages), 0, false)]
    public void Attributes_Value_IsJudged(string property, object value, bool expected)
    {
        var context = new ValidationContext(new JSearchSearch { Query = "baker" }) { MemberName = property };

        Assert.Equal(expected, Validator.TryValidateProperty(value, context, []));
    }

    [Theory]
    [InlineData(typeof(JSearchOptions))]
    [InlineData(typeof(JSearchSearch))]
    public void Properties_All_AreDescribedInTheReadme(Type type)
    {
        var readme = File.ReadAllText(Path.Combine(JobPilot.Tests.SharedData.RepositoryRoot(), "plugins", "JobPilot.Plugins.JSearch", "README.md"));
        foreach (var property in type.GetProperties())
        {
            var name = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

            Assert.NotNull(property.GetCustomAttribute<DescriptionAttribute>());
            Assert.Contains(type == typeof(JSearchSearch) ? $"| `searches[].{name}` |" : $"| `{name}` |", readme);
        }
    }

    [Fact]
    public void ErrorCodes_All_AreDescribedInTheReadme()
    {
        var readme = File.ReadAllText(Path.Combine(JobPilot.Tests.SharedData.RepositoryRoot(), "plugins", "JobPilot.Plugins.JSearch", "README.md"));

        Assert.All(typeof(JSearchErrorCodes).GetFields(), field => Assert.Contains($"`{field.GetRawConstantValue()}`", readme));
    }
}
