using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.Tests.Taxonomies;

public sealed class SkillFilesTests : IDisposable
{
    private readonly TaxonomySamples _samples = new();

    private TaxonomyFolder Folder => new("extract_skills", "taxonomies.esco", _samples.Path);

    [Fact]
    public void Esco_Download_GivesSkills()
    {
        _samples.Write("skills_en.csv", TaxonomySamples.EscoSkills);

        var found = SkillFiles.Esco(Folder);

        Assert.Equal(["bud fruit trees", "grafting of apples"], found[0].Names);
        Assert.Equal([false, true, false, false], found.Select(skill => skill.IsKnowledge!.Value));
    }

    [Fact]
    public void Esco_LabelALine_GivesSkillsWithoutUris()
    {
        _samples.Write("skills_en_label.txt", "graft apple trees\n\npomology\n");

        Assert.Equal([("pomology", "pomology", null)], SkillFiles.Esco(Folder).Skip(1).Select(skill => (skill.Code, skill.Label, skill.IsKnowledge)));
    }

    [Fact]
    public void Onet_BothShapes_GiveTheSame()
    {
        _samples.Write("technologies.jsonl.gz", """
            {"name":"Microsoft Excel","unspsc":"43232110"}
            {"name":"OrchardView Planner","unspsc":"43231500"}
            """);
        var objects = SkillFiles.Onet(Folder);
        _samples.Write("Technology Skills.txt", TaxonomySamples.OnetTechnologies);

        Assert.Equal([("Microsoft Excel", "43232110"), ("OrchardView Planner", "43231500")], objects);
        Assert.Equal(objects, SkillFiles.Onet(Folder));
    }

    [Fact]
    public void Esco_NoSkills_SaysSo()
    {
        _samples.Write("skills_en_label.txt", "\n\n");

        Assert.Contains("no skill", Assert.Throws<FaultException>(() => SkillFiles.Esco(Folder)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _samples.Dispose();
}
