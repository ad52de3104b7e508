namespace JobPilot.Plugins.JSearch.Tests;

public sealed class SearchSplitTests
{
    [Fact]
    public void IdOf_SameWork_IsStable()
    {
        var search = new JSearchSearch { Query = "Pastry chef in Lyon", Country = "fr", DatePosted = "week" };

        Assert.Equal("pastry-chef-in-lyon-fr-eb0770d73994", SearchSplit.IdOf(search, JSearchEndpoint.SearchV2));
    }

    [Fact]
    public void IdOf_HowFarAndInWhichOrder_MakesNoDifference()
    {
        var one = new JSearchSearch { Query = "chef", Pages = 1, JobRequirements = ["no_degree", "no_experience"] };
        var two = new JSearchSearch { Query = "chef ", Country = "US", Pages = 9, NumPages = 3, JobRequirements = ["no_experience", "no_degree"] };

        Assert.Equal(SearchSplit.IdOf(one, JSearchEndpoint.SearchV2), SearchSplit.IdOf(two, JSearchEndpoint.SearchV2));
    }

    [Fact]
    public void IdOf_WhateverElseDiffers_IsAnother()
    {
        JSearchSearch[] searches =
        [
            new() { Query = "chef" },
            new() { Query = "chef!" },
            new() { Query = "chef", Country = "gb" },
            new() { Query = "chef", Language = "es" },
            new() { Query = "chef", DatePosted = "today" },
            new() { Query = "chef", WorkFromHome = true },
            new() { Query = "chef", EmploymentTypes = [JSearchEmploymentType.Intern] },
            new() { Query = "chef", JobRequirements = ["no_degree"] },
            new() { Query = "chef", Radius = 10 },
            new() { Query = "chef", ExcludeJobPublishers = ["Some Board"] },
            new() { Query = "chef", Fields = ["job_title"] },
        ];

        var ids = searches.SelectMany(search => new[] { SearchSplit.IdOf(search, JSearchEndpoint.SearchV2), SearchSplit.IdOf(search, JSearchEndpoint.Search) });

        Assert.Equal(searches.Length * 2, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("看護師", "us-")]
    [InlineData("***", "us-")]
    [InlineData("C#  developer!!", "c-developer-us-")]
    public void IdOf_AnyText_IsReadableAndShort(string query, string start)
    {
        var id = SearchSplit.IdOf(new JSearchSearch { Query = query }, JSearchEndpoint.SearchV2);

        Assert.StartsWith(start, id);
        Assert.Matches("^[a-z0-9-]+$", id);
        Assert.True(SearchSplit.IdOf(new JSearchSearch { Query = new string('x', 500) }, JSearchEndpoint.SearchV2).Length < 70);
    }

    [Fact]
    public void Read_Split_GivesTheSearchBack()
    {
        var search = new JSearchSearch
        {
            Query = "chef \"de partie\"",
            Country = "fr",
            Language = "fr",
            DatePosted = "month",
            WorkFromHome = true,
            EmploymentTypes = [JSearchEmploymentType.Contractor],
            JobRequirements = ["no_experience"],
            Radius = 3,
            ExcludeJobPublishers = ["Some Board"],
            Fields = ["job_title"],
            Pages = 7,
            NumPages = 2,
        };

        var read = SearchSplit.Read(SearchSplit.ToSplit(search, JSearchEndpoint.Search));

        Assert.Equal(SearchParameters.Of(search), SearchParameters.Of(read));
        Assert.Equal((7, 2), (read.Pages, read.NumPages));
    }
}
