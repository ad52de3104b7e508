using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ClassifyJob;
using JobPilot.Plugins.Jobs.Taxonomies;
using JobPilot.Plugins.Jobs.Tests.Taxonomies;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.ClassifyJob.Occupations;

public sealed class OccupationWriterTests : IDisposable
{
    private readonly TaxonomySamples _samples = new();

    public OccupationWriterTests()
    {
        _samples.Write("occupations_en.csv", TaxonomySamples.EscoOccupations);
        _samples.Write("Occupation Data.txt", TaxonomySamples.OnetOccupations);
        _samples.Write("Alternate Titles.txt", TaxonomySamples.OnetTitles);
    }

    [Fact]
    public void Process_BothTaxonomies_WritesBothCodes()
    {
        var listing = Process(new JsonObject { ["title"] = "Apple tree carer" }, candidates: 0);

        var occupation = listing["occupation"]!.AsObject();
        Assert.Equal("http://taxonomy.invalid/occupation/1", occupation["esco"]!.GetValue<string>());
        Assert.Equal("6113", occupation["isco"]!.GetValue<string>());
        Assert.Equal("45-9001.00", occupation["soc"]!.GetValue<string>());
        Assert.Equal("orchard keeper", occupation["label"]!.GetValue<string>());
        Assert.InRange(occupation["confidence"]!.GetValue<double>(), 0.3, 1);
        Assert.False(occupation.ContainsKey("candidates"));
        Assert.NotNull(listing["provenance"]!["/occupation/esco"]);
    }

    [Fact]
    public void Process_Candidates_WritesFurtherOnes()
    {
        var candidates = Process(new JsonObject { ["title"] = "apple press worker" }, candidates: 2)["occupation"]!["candidates"]!.AsArray();

        Assert.NotEmpty(candidates);
        Assert.All(candidates, candidate => Assert.True(candidate!["esco"] is not null ^ candidate["soc"] is not null));
    }

    [Fact]
    public void Process_WhatTheSourceSays_Stays()
    {
        var given = new JsonObject { ["title"] = "Apple tree carer", ["occupation"] = new JsonObject { ["soc"] = "15-1252.00", ["label"] = "as given" } };

        var occupation = Process(given, candidates: 0)["occupation"]!;

        Assert.Equal("15-1252.00", occupation["soc"]!.GetValue<string>());
        Assert.Equal("as given", occupation["label"]!.GetValue<string>());
        Assert.NotNull(occupation["esco"]);
    }

    [Fact]
    public void Process_UnlikelyOccupation_IsNotWritten() =>
        Assert.Null(Process(new JsonObject { ["title"] = "press worker keeper hand scientist" }, candidates: 0, least: 1)["occupation"]);

    [Fact]
    public void Create_FolderWithoutFiles_FailsBeforeTheFirstRecord()
    {
        File.Delete(Path.Combine(_samples.Path, "occupations_en.csv"));

        Assert.Throws<FaultException>(() => Process([], candidates: 0));
    }

    public void Dispose() => _samples.Dispose();

    private JsonObject Process(JsonObject listing, int candidates, double least = 0)
    {
        var options = new ClassifyJobOptions { Taxonomies = new TaxonomyOptions { Esco = _samples.Path, Onet = _samples.Path }, Candidates = candidates, MinConfidence = least };
        var record = Record.FromJson(listing);
        Assert.Equal(OutcomeKind.Keep, new ClassifyJobProcessor(options, Contexts.Create()).Process(record, CancellationToken.None).Kind);
        return record.Json;
    }
}
