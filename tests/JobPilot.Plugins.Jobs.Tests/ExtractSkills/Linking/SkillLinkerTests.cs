using JobPilot.Plugins.Jobs.ExtractSkills.Linking;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Taxonomies;
using JobPilot.Plugins.Jobs.Tests.Taxonomies;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills.Linking;

public sealed class SkillLinkerTests : IDisposable
{
    private readonly TaxonomySamples _samples = new();
    private readonly SkillLinker _linker;

    public SkillLinkerTests()
    {
        _samples.Write("skills_en.csv", TaxonomySamples.EscoSkills);
        _linker = new SkillLinker(SkillFiles.Esco(new TaxonomyFolder("extract_skills", "taxonomies.esco", _samples.Path)), RuleSet.Shipped);
    }

    [Theory]
    [InlineData("You will graft apple trees.", "graft apple trees")]
    [InlineData("Grafting of the apple tree", "graft apple trees")]
    [InlineData("budded a fruit tree", "graft apple trees")]
    [InlineData("A good knowledge of pomology", "pomology")]
    [InlineData("You have a keen eye for detail", "attend to detail")]
    [InlineData("the hedge is to be pruned", "prune hedges")]
    public void Find_Sentence_GivesTheSkill(string sentence, string label) => Assert.Equal(label, _linker.Find(sentence, 1, 0.3)[0].Skill.Label);

    [Theory]
    [InlineData("")]
    [InlineData("We pay well and on time.")]
    [InlineData("... !!! +++")]
    public void Find_SentenceWithoutSkill_GivesNothing(string sentence) => Assert.Empty(_linker.Find(sentence, 5, 0));

    [Fact]
    public void Find_WordsFarApart_AreLessSure()
    {
        var near = _linker.Find("prune the hedges", 1, 0)[0];
        var far = _linker.Find("prune whatever grows along the walls of our houses, and then also look at how neighbours cut hedges", 1, 0)[0];

        Assert.Equal(near.Skill, far.Skill);
        Assert.True(near.Confidence > far.Confidence + 0.1);
    }

    [Fact]
    public void Find_EndlessSentence_IsCut() => Assert.Contains(_linker.Find("pomology " + string.Concat(Enumerable.Repeat("apple tree ", 50_000)), 3, 0), link => link.Skill.Label == "pomology");

    public void Dispose() => _samples.Dispose();
}
