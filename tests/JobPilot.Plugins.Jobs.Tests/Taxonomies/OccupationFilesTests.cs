using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.Tests.Taxonomies;

public sealed class OccupationFilesTests : IDisposable
{
    private readonly TaxonomySamples _samples = new();

    private TaxonomyFolder Folder => new("classify_job", "taxonomies.esco", _samples.Path);

    [Theory]
    [InlineData("occupations_en.csv")]
    [InlineData("occupations_en.csv.gz")]
    public void Esco_Download_GivesOccupations(string name)
    {
        _samples.Write(name, TaxonomySamples.EscoOccupations);

        var keeper = OccupationFiles.Esco(Folder)[0];

        Assert.Equal(("http://taxonomy.invalid/occupation/1", "6113", "orchard keeper"), (keeper.Code, keeper.Group, keeper.Label));
        Assert.Equal(["apple tree carer", "orchard hand, \"apples\""], keeper.Titles);
        Assert.Equal(3, OccupationFiles.Esco(Folder).Count);
    }

    [Fact]
    public void Esco_JsonLines_GivesOccupations()
    {
        _samples.Write("esco_occupations_en.jsonl", """{"esco_uri":"a1","isco08":"6113","label":"orchard keeper","alt":["apple tree carer"]}""" + "\n");

        var keeper = Assert.Single(OccupationFiles.Esco(Folder));

        Assert.Equal(("a1", "6113", "orchard keeper", "apple tree carer"), (keeper.Code, keeper.Group, keeper.Label, keeper.Titles[0]));
    }

    [Fact]
    public void Onet_Download_JoinsTitles()
    {
        _samples.Write("Occupation Data.txt", TaxonomySamples.OnetOccupations);
        _samples.Write("Alternate Titles.txt", TaxonomySamples.OnetTitles);

        var found = OccupationFiles.Onet(Folder);

        Assert.Equal([("45-9001.00", "45-9001"), ("45-9002.00", "45-9002")], found.Select(one => (one.Code, one.Group)));
        Assert.Equal(["Press House Worker (PHW)"], found[1].Titles);
        Assert.Equal("Press apples.", found[1].Description);
    }

    [Fact]
    public void Onet_JsonLines_JoinsTitles()
    {
        _samples.Write("onet_occupations.jsonl.gz", """{"soc":"45-9001.00","title":"Orchard Keepers","description":"Keep trees."}""" + "\n");
        _samples.Write("onet_alternate_titles.jsonl", """{"soc":"45-9001.00","titles":["Apple Tree Carer"]}""" + "\n");

        Assert.Equal(["Apple Tree Carer"], Assert.Single(OccupationFiles.Onet(Folder)).Titles);
    }

    [Theory]
    [InlineData("occupations_en.csv", "conceptUri,preferredLabel\nx,y\n", "iscoGroup")]
    [InlineData("occupations_en.csv", "conceptUri,iscoGroup,preferredLabel,altLabels\n", "no occupation")]
    [InlineData("esco_occupations_en.jsonl", "{\"label\":\"a\"}\n[1]\n", "line 2")]
    [InlineData("esco_occupations_en.jsonl", "{\"label\":\n", "line 1")]
    [InlineData("occupations_en.csv.gz", null, "cannot be read")]
    [InlineData("readme.txt", "", "occupations_en.csv")]
    public void Esco_FilesThatAreNotAsTheyShouldBe_SaysWhichAndHow(string name, string? text, string said)
    {
        if (text is null)
        {
            File.WriteAllText(Path.Combine(_samples.Path, name), "this is not packed");
        }
        else
        {
            _samples.Write(name, text);
        }

        var fault = Assert.Throws<FaultException>(() => OccupationFiles.Esco(Folder));

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.Contains("taxonomies.esco", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_samples.Path, fault.Message, StringComparison.Ordinal);
        Assert.Contains("taxonomies.esco", fault.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Esco_NoFolder_SaysSo()
    {
        var fault = Assert.Throws<FaultException>(() => OccupationFiles.Esco(new TaxonomyFolder("classify_job", "taxonomies.esco", _samples.Path + ".absent")));

        Assert.Contains(".absent", fault.Message, StringComparison.Ordinal);
        Assert.Equal("classify_job.taxonomy_unreadable", fault.Code);
    }

    public void Dispose() => _samples.Dispose();
}
