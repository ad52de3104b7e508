using JobPilot.Plugins.Jobs.ExtractSkills;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills;

public class SkillMergerTests
{
    private static readonly SkillExtractor Names = new(SkillVocabulary.Load(RuleSet.Shipped), SkillUnits.Of(RuleSet.Shipped));

    [Theory]
    [InlineData("JavaScript, TypeScript and Docker", "JavaScript|TypeScript|Docker")]
    [InlineData("JavaScript/TypeScript", "JavaScript|TypeScript")]
    public void Join_SpanIsAListOfNames_IsNoSkillBesideThem(string list, string expected) => Assert.Equal(expected.Split('|'), Join(list));

    [Theory]
    [InlineData("JavaScript for Docker", "JavaScript for Docker|JavaScript|Docker")] // More than a list.
    [InlineData("modern JavaScript", "modern JavaScript|JavaScript")]
    [InlineData("Docker", "Docker")]
    public void Join_SpanIsMoreThanItsNames_StandsBesideThem(string phrase, string expected) => Assert.Equal(expected.Split('|').Order(), Join(phrase).Order());

    [Theory]
    [InlineData(", kiln glazing,", "kiln glazing")]
    [InlineData("🏺 kiln glazing", "kiln glazing")]
    [InlineData(".NET glazing", ".NET glazing|.NET")]
    public void Join_SpanWithMarksAround_HasItsNameWithoutThem(string span, string expected) => Assert.Equal(expected.Split('|').Order(), Join(span).Order());

    [Theory]
    [InlineData("http://x.example)")]
    [InlineData("to glazing")]
    [InlineData("。")]
    public void Join_SpanIsNoName_IsNoSkill(string span) => Assert.Empty(Join(span));

    [Theory]
    [InlineData("degree in pottery in a", "degree in pottery")]
    [InlineData("- kiln glazing", "kiln glazing")]
    public void Join_SpanThatIsBrokenOff_HasItsNameOnly(string span, string name) => Assert.Equal([name], Join(span));

    [Fact]
    public void Join_SpanIsOnlyMarks_IsNoSkill() => Assert.Empty(Join("•"));

    /// <summary>The labeller has marked half of a name.</summary>
    [Fact]
    public void Join_SpanIsPartOfALongerName_IsNoSkillBesideIt() => Assert.Equal(["GitHub Actions"], Join("GitHub", "Experience with GitHub Actions."));

    /// <summary>The labeller has marked it once more, at its second mention.</summary>
    [Fact]
    public void Join_SpanIsPartOfALaterMention_IsNoSkillBesideIt() => Assert.Equal(["GitHub Actions"], Join("GitHub", "We use GitHub Actions. Experience with GitHub Actions.", isLast: true));

    /// <summary>In a text of two languages the labeller knows only one.</summary>
    [Theory]
    [InlineData("熟悉框架")]
    [InlineData("systems和框架")]
    public void Join_SpanWithLettersThatTheLabellerNeverLearnt_IsNoSkill(string span) => Assert.Empty(Join(span, $"You know {span} well."));

    /// <summary>What only names the unit of another is no skill, whoever marks it.</summary>
    [Fact]
    public void Join_SpanNamesAnothersUnit_IsNoSkill() => Assert.Empty(Join("Marketing", "You work with the Marketing team."));

    private static IEnumerable<string> Join(string span) => Join(span, $"Experience with {span}.");

    private static IEnumerable<string> Join(string span, string text, bool isLast = false)
    {
        var named = Names.FindNames(text, out var cues);
        List<LabelledSpan> spans = [new(LabelKind.Knowledge, isLast ? text.LastIndexOf(span, StringComparison.Ordinal) : text.IndexOf(span, StringComparison.Ordinal), span.Length, 2)];
        return SkillMerger.Join(text, named, Names.Confirm(text, named, cues), spans, cues).Select(skill => skill.Name);
    }
}
