using System.Diagnostics;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ExtractSkills;
using JobPilot.Plugins.Jobs.Taxonomies;
using JobPilot.Plugins.Jobs.Tests.Taxonomies;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills;

public sealed class ExtractSkillsProcessorTests : IDisposable
{
    private const string Text = "We are looking for a team player.\nRequirements:\n- Strong analytical and problem solving skills\n- Strong knowledge of Python and relational databases\n- Ability to work independently and manage your time\n";
    private readonly TaxonomySamples _samples = new();

    [Fact]
    public void Process_Labeller_FindsWhatNoListNames()
    {
        var found = Process(new ExtractSkillsOptions(), Text);

        Assert.Contains(found, skill => Name(skill) == "Python" && Sources(skill).Contains("list") && Sources(skill).Contains("knowledge"));
        Assert.Contains(found, skill => Sources(skill).Contains("ability") && skill["kind"]!.GetValue<string>() == "ability");
        Assert.Contains(found, skill => Sources(skill).Contains("soft_skill"));
        Assert.All(found, skill => Assert.InRange(skill["confidence"]!.GetValue<double>(), 0.3, 1));
        Assert.Equal(found.Select(Start).Order(), found.Select(Start));
        Assert.Equal(found.Count, found.DistinctBy(skill => (Name(skill), skill["kind"]!.GetValue<string>())).Count());
    }

    [Fact]
    public void Process_ModelNone_FindsListedNamesOnly()
    {
        var found = Process(new ExtractSkillsOptions { Model = SkillModel.None }, Text);

        Assert.Contains(found, skill => Name(skill) == "Python");
        Assert.All(found, skill => Assert.Equal(["list"], Sources(skill)));
    }

    /// <summary>The labeller does not make one skill of what a plus sign or a stroke joins.</summary>
    [Theory]
    [InlineData("Experience with Java+Spring and HTML+CSS is a must.", "Java|Spring|HTML|CSS")]
    [InlineData("You know Java/Spring/Hibernate and C++/Qt well.", "Java|Spring|Hibernate|C++|Qt")]
    public void Process_NamesJoinedBySigns_AreEachASkill(string text, string names) =>
        Assert.Equal(names.Split('|'), Process(new ExtractSkillsOptions(), text).Select(Name));

    [Fact]
    public void Process_HeadingsAndCues_AreNoSkills() =>
        Assert.Equal(["Docker"], Process(new ExtractSkillsOptions(), "Nice to have:\n- Docker\n").Select(Name));

    [Theory]
    [InlineData("Sie arbeiten selbständig und sind ein Teamplayer. ", 10)]
    [InlineData("Sie arbeiten mit Kollegen und der Technik.", 1)]
    [InlineData("Vous travaillez en équipe avec rigueur et autonomie. ", 10)]
    public void Process_OtherLanguage_IsLeftToTheLists(string sentence, int times) =>
        Assert.Equal(["Docker"], Process(new ExtractSkillsOptions(), "Docker. " + string.Concat(Enumerable.Repeat(sentence, times))).Where(skill => Sources(skill)[0] != "list" || Name(skill) == "Docker").Select(Name));

    [Theory]
    [InlineData("熟悉Java和Python，有机器学习经验者优先。", "机器学习", "Java|Python|机器学习")]
    [InlineData("プロジェクトマネジメントの経験", "プロジェクトマネジメント", "プロジェクトマネジメント")]
    [InlineData("머신러닝을 활용한 개발", "머신러닝", "머신러닝")]
    [InlineData("We use 机器学习 here.", "机器学习", "机器学习")]
    public void Process_TermInSigns_IsFoundWithinARunOfThem(string text, string term, string names)
    {
        _samples.Write("terms.txt", term);

        Assert.Equal(names.Split('|'), Process(new ExtractSkillsOptions { Terms = Path.Combine(_samples.Path, "terms.txt") }, text).Select(Name));
    }

    [Theory]
    [InlineData("- Working knowledge of Docker and Terraform", "Docker|Terraform")]
    [InlineData("Skills: N/A", "")]
    [InlineData("Requirements:\n- Communication skills\n- COMMUNICATION SKILLS\n- Teamwork\n- TEAM PLAYER", "Communication skills|Teamwork")]
    public void Process_JunkAndRepeats_AreNoSkills(string text, string names) =>
        Assert.Equal(names.Split('|', StringSplitOptions.RemoveEmptyEntries), Process(new ExtractSkillsOptions(), text).Select(Name));

    [Theory]
    [InlineData("PythonとSQLの経験。", "Python|SQL")]
    [InlineData("Опыт работы с Python и SQL обязателен.", "Python|SQL")]
    [InlineData("Απαιτείται εμπειρία με Docker και καλή επικοινωνία.", "Docker")]
    public void Process_OtherLetters_AreLeftToTheLists(string text, string names) => Assert.Equal(names.Split('|'), Process(new ExtractSkillsOptions(), text).Select(Name));

    /// <summary>Each name of a text of a million letters once looked at all its cues and names: most of a minute.</summary>
    [Theory]
    [InlineData("We need python and sql skills. ")]
    [InlineData("Python is a plus. ")]
    [InlineData("no python, ")]
    [InlineData("work with the marketing, sales and ")]
    public void Process_EndlessText_TakesTimeInProportion(string sentence)
    {
        var text = string.Concat(Enumerable.Repeat(sentence, 1_000_000 / sentence.Length));
        _ = Process(new ExtractSkillsOptions(), sentence);

        var watch = Stopwatch.StartNew();
        _ = Process(new ExtractSkillsOptions(), text);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public void Process_Taxonomies_LinksSentencesAndTechnologies()
    {
        _samples.Write("skills_en.csv", TaxonomySamples.EscoSkills);
        _samples.Write("Technology Skills.txt", TaxonomySamples.OnetTechnologies);
        var options = new ExtractSkillsOptions { Taxonomies = new TaxonomyOptions { Esco = _samples.Path, Onet = _samples.Path }, MinLinkConfidence = 0.4 };

        var found = Process(options, "You graft apple trees.\nExperience with Excel and OrchardView Planner, pomology is a plus.");

        var graft = found.Single(skill => Name(skill) == "graft apple trees");
        Assert.Equal("http://taxonomy.invalid/skill/1", graft["esco"]!.GetValue<string>());
        Assert.Equal((0, 22), (Start(graft), graft["length"]!.GetValue<int>()));
        Assert.Equal("required", graft["requirement"]!.GetValue<string>());
        Assert.Contains(found, skill => Name(skill) == "Excel" && skill["onet"]!.GetValue<string>() == "43232110");
        Assert.Contains(found, skill => Name(skill) == "OrchardView Planner" && skill["onet"]!.GetValue<string>() == "43231500" && Sources(skill).Contains("taxonomy"));
        Assert.Contains(found, skill => Name(skill) == "pomology" && skill["esco"] is not null && skill["kind"]!.GetValue<string>() == "knowledge");
    }

    [Fact]
    public void Create_FolderWithoutFiles_FailsBeforeTheFirstRecord() =>
        Assert.Throws<FaultException>(() => Process(new ExtractSkillsOptions { Taxonomies = new TaxonomyOptions { Esco = _samples.Path } }, Text));

    public void Dispose() => _samples.Dispose();

    private static List<JsonNode> Process(ExtractSkillsOptions options, string text)
    {
        var record = Record.FromJson(new JsonObject { ["description"] = new JsonObject { ["text"] = text } });
        Assert.Equal(OutcomeKind.Keep, new ExtractSkillsProcessor(options, Contexts.Create()).Process(record, CancellationToken.None).Kind);
        return [.. record.Json["skills"]!.AsArray().Select(skill => skill!)];
    }

    private static string Name(JsonNode skill) => skill["name"]!.GetValue<string>();

    private static int Start(JsonNode skill) => skill["start"]!.GetValue<int>();

    private static string[] Sources(JsonNode skill) => [.. skill["found_by"]!.AsArray().Select(source => source!.GetValue<string>())];
}
