using System.Net;
using System.Text.RegularExpressions;
using JobPilot.Tests;

namespace JobPilot.Plugins.Demo.Tests;

public sealed partial class DemoVarietyTests
{
    [Theory]
    [InlineData(42)]
    [InlineData(7)]
    [InlineData(-1)]
    public async Task Read_ThousandPostings_AreNotTemplates(long seed)
    {
        var records = await DemoPostings.RecordsAsync(new DemoOptions { Records = 1000, Seed = seed });

        var titles = records.Select(record => record.GetString(DemoPostings.Path("job_title"))!).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        var sentences = records.SelectMany(record => Sentences(record.GetString(DemoPostings.Path("job_description"))!)).ToList();
        var distinct = sentences.Distinct(StringComparer.OrdinalIgnoreCase).Count();

        Assert.True(titles >= 300, $"{titles} distinct titles.");
        Assert.True(sentences.Count > 10_000, $"{sentences.Count} sentences.");
        Assert.True(distinct >= 0.6 * sentences.Count, $"{distinct} of {sentences.Count} sentences are distinct.");
        Assert.True(records.Select(record => record.GetString(DemoPostings.Path("employer_name"))).Distinct().Count() >= 300);
    }

    [Fact]
    public async Task Read_Descriptions_HaveNoUnfilledSlot() => Assert.All(
        await DemoPostings.RecordsAsync(new DemoOptions { Records = 2000, PageSize = 250 }),
        record => Assert.DoesNotMatch("[{}]|  +[a-z]", record.GetString(DemoPostings.Path("job_description"))!));

    /// <summary>The fields of each era are those of recorded responses; nothing is invented.</summary>
    [SkippableTheory]
    [InlineData("current", "jsearch/designer-us-2025-07.json", "job_salary_string work_arrangement")]
    [InlineData("legacy", "jsearch/javascript-react-developer-us-2023-10.json", "job_salary_string")]
    public async Task Read_Fields_AreThoseOfRealPostings(string era, string file, string more)
    {
        using var recorded = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.Require(file)));
        var real = recorded.RootElement.GetProperty("data").EnumerateArray().SelectMany(job => job.EnumerateObject().Select(field => field.Name))
            .Concat(more.Split(' ')).ToHashSet();

        var ours = (await DemoPostings.RecordsAsync(new DemoOptions { Records = 300, Era = era })).SelectMany(record => record.GetNames()).ToHashSet();

        Assert.Empty(ours.Except(real));
        Assert.True(real.Except(ours).Count() <= 4, $"missing: {string.Join(' ', real.Except(ours))}");
    }

    private static IEnumerable<string> Sentences(string description)
    {
        var text = WebUtility.HtmlDecode(Tags().Replace(description, "\n")).Replace('\u00A0', ' ');
        return Ends().Split(text).Select(sentence => sentence.Trim(' ', '•', '-', '*', '·', '–')).Where(sentence => sentence.Count(letter => letter == ' ') >= 2);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"(?<=[.!?;])\s+|\n")]
    private static partial Regex Ends();
}
