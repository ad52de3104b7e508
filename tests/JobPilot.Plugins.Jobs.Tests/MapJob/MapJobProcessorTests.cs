using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.MapJob;
using JobPilot.Plugins.Jobs.Tests.Listing;
using JobPilot.Testing;
using JobPilot.Tests;

namespace JobPilot.Plugins.Jobs.Tests.MapJob;

public class MapJobProcessorTests
{
    [Theory]
    [InlineData("today", Postings.Today)]
    [InlineData("legacy", Postings.Legacy)]
    public void Process_Posting_BecomesListing(string name, string json) => Snapshot.MatchJson(Postings.Mapped(json).ToNode(), name);

    [Fact]
    public void Process_SamePosting_HasSameKeyInEveryRun()
    {
        var record = Postings.Mapped(Postings.Today);

        Assert.Equal(record.Key, Postings.Mapped(Postings.Today).Key);
        Assert.NotEqual(record.Key, Postings.Mapped(Postings.Legacy).Key);
        Assert.Matches("^[0-9a-f]{64}$", record.Key);
    }

    /// <summary>A place of which nothing is left is none; behind the mapping it would be an empty object, or no listing at all.</summary>
    [Theory]
    [InlineData("""["Bonn"," ","",null,{},[]]""", "Bonn")]
    [InlineData("""[true,"Bonn",false]""", "Bonn")]
    [InlineData("""["\u200b","\u00ad\ufeff"," \u200b "]""", null)]
    [InlineData("""["​","Bonn​"]""", "Bonn")]
    [InlineData("""[53111,"Ulm"]""", "53111|Ulm")]
    [InlineData("\"\\u2060\"", null)]
    [InlineData("false", null)]
    public void Process_ItemsWithoutContent_AreNoPlaces(string offices, string? places)
    {
        const string Mapping = """
            version: 1
            external_id: id
            fields:
              title: name
              locations: { each: offices, fields: { raw: ., city: flag } }
            """;
        var record = Postings.Raw($$"""{"id":"1","name":"Cook","offices":{{offices}}}""");

        var listing = Assert.Single(new MapJobProcessor(new MapJobOptions { Inline = Mapping }, TestContext.Create()).Process(record, default).Records);

        Assert.Equal(places, listing.ToNode()["locations"] is JsonArray array ? string.Join('|', array.Select(place => (string)place!["raw"]!)) : null);
    }

    [Theory]
    [InlineData("""{"job_title":"Cook"}""", "no id")]
    [InlineData("""{"job_id":"x"}""", "no title")]
    [InlineData("""{"job_id":"x","job_title":"  "}""", "no title")]
    [InlineData("""{"job_id":null,"job_title":"Cook"}""", "no id")]
    public void Process_WithoutIdOrTitle_Rejects(string json, string reason)
    {
        var outcome = new MapJobProcessor(new MapJobOptions(), TestContext.Create()).Process(Postings.Raw(json), default);

        Assert.Equal(OutcomeKind.Reject, outcome.Kind);
        Assert.Contains(reason, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Process_KeepRaw_KeepsTheSourcesRecord()
    {
        var record = Postings.Mapped(Postings.Legacy, new MapJobOptions { KeepRaw = true });

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Postings.Legacy), record.ToNode()["raw"]));
    }

    [Fact]
    public void Process_InlineMapping_MapsAnotherBoard()
    {
        const string mapping = """
            version: 1
            external_id: slug
            fields:
              title: { from: [name, position], as: text }
              source.publisher: { value: Acme }
              hiring_organization.name: company.name
              work_mode: { from: mode, codes: { r: remote }, other: on_site }
              date_posted: { from: created, as: unix_milliseconds }
              locations: { each: offices, fields: { city: city, raw: { join: [city, land], with: " / " } }, needs: city }
              employment_types: { each: kinds, codes: { v: full_time, t: part_time }, distinct: true }
            """;
        var json = """{"slug":12,"position":"Welder","company":{"name":"Weld & Co"},"mode":"x","created":1700000000000,"offices":[{"city":"Bonn","land":"NRW"},{"land":"BW"}],"kinds":"V"}""";

        Snapshot.MatchJson(Postings.Mapped(json, new MapJobOptions { Inline = mapping }).ToNode());
    }

    [Theory]
    [InlineData("""["a"]""", "[\"a\"]")]
    [InlineData("""["a","b","b","a","c"]""", "[\"a\",\"b\",\"c\"]")]
    [InlineData("""["1",1,2,2]""", "[\"1\",2]")]
    [InlineData("""["a"," ","a "]""", "[\"a\"]")]
    public void Process_DistinctList_HasEachItemOnce(string kinds, string expected)
    {
        const string Mapping = "version: 1\nexternal_id: id\nfields: { title: title, employment_types: { each: kinds, distinct: true } }";

        var record = Postings.Mapped($$"""{"id":"1","title":"Welder","kinds":{{kinds}}}""", new MapJobOptions { Inline = Mapping });

        Assert.Equal(expected, record.ToNode()["employment_types"]!.ToJsonString());
    }

    [Theory]
    [InlineData("fields: [", "line")]
    [InlineData("version: 2\nexternal_id: a\nfields: {}", "line 1: this plugin reads version 1")]
    [InlineData("external_id: a\nfields:\n  title: { form: a }", "line 3")]
    [InlineData("external_id: a\nfields:\n  title: { from: a, as: shout }", "unknown transform 'shout'")]
    [InlineData("external_id: a\nfields:\n  titel: a", "'title' is missing")]
    [InlineData("external_id: a\nfields:\n  id: b\n  title: a", "filled in by map_job itself")]
    [InlineData("fields: { title: a }", "'external_id' is missing")]
    public void Validate_WrongMapping_SaysWhatAndWhere(string mapping, string expected)
    {
        var finding = Assert.Single(new MapJobOptions { Inline = mapping }.Validate());

        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_MissingFile_IsAFaultWithItsMend()
    {
        var fault = Assert.Throws<FaultException>(() => new MapJobProcessor(new MapJobOptions { Mapping = "no-such-mapping.yaml" }, TestContext.Create()));

        Assert.Equal("map_job.mapping_unreadable", fault.Code);
        Assert.NotNull(fault.Fix);
    }

    [Theory]
    [InlineData(null, "map_job.mapping_unreadable")]
    [InlineData("version: 1\nfields: { nonsense: [", "map_job.mapping_invalid")]
    public void CheckFiles_WrongFile_IsToldAtTheOption(string? text, string code)
    {
        var path = Path.Combine(Path.GetTempPath(), $"mapping-{Guid.NewGuid():N}.yaml");
        if (text is not null)
        {
            File.WriteAllText(path, text);
        }

        var finding = Assert.Single(((IFileOptions)new MapJobOptions { Mapping = path }).CheckFiles(file => file));

        File.Delete(path);
        Assert.Equal((code, "/mapping"), (finding.Code, finding.Pointer));
        Assert.NotNull(finding.Fix);
    }

    [Fact]
    public void CheckFiles_ShippedMapping_IsRight() => Assert.Empty(((IFileOptions)new MapJobOptions()).CheckFiles(file => file));

    [Fact]
    public void BuiltInMapping_JsonForm_IsWhatTheYamlSays()
    {
        var folder = Path.Combine(Checkout.Root, "plugins", "JobPilot.Plugins.Jobs", "MapJob", "Mappings");
        using var written = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(written, options))
        {
            MappingText.WriteJson(MappingText.ReadYaml(File.ReadAllText(Path.Combine(folder, "jsearch.yaml"))), writer);
        }

        var file = Path.Combine(folder, "jsearch.json");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, Encoding.UTF8.GetString(written.ToArray()) + "\n");
        }

        Assert.Equal(File.ReadAllText(file).TrimEnd(), Encoding.UTF8.GetString(written.ToArray()));
    }

    [Theory]
    [InlineData("jsearch", "", "")]
    [InlineData("mine.yaml", "", "mine.yaml")]
    [InlineData("jsearch", "version: 1", "")]
    public void ListFiles_Mapping_IsNamedWhereItIsAFile(string mapping, string inline, string files) =>
        Assert.Equal(files, string.Join('|', ((IFileOptions)new MapJobOptions { Mapping = mapping, Inline = inline }).ListFiles()));

    [SkippableFact]
    public void Process_RecordedResponses_AllBecomeListings()
    {
        var folder = SharedData.Require("jsearch");
        var processor = new MapJobProcessor(new MapJobOptions(), TestContext.Create());
        var listings = new List<JsonNode>();
        foreach (var file in Directory.GetFiles(folder, "*.json"))
        {
            var data = JsonNode.Parse(File.ReadAllText(file))!["data"];
            foreach (var posting in (data as JsonArray ?? data?["jobs"] as JsonArray ?? []).OfType<JsonObject>().Where(job => job.ContainsKey("job_id")))
            {
                listings.Add(processor.Process(Record.FromJson(posting).WithOrigin("jsearch"), default).Records.Single().ToNode());
            }
        }

        Assert.True(listings.Count >= 60, $"{listings.Count} listings");
        Assert.All(listings, listing => Assert.NotNull(listing["apply"]?[0]?["url"]));
        Assert.All(listings, listing => Assert.NotNull(listing["description"]?["text"]));
        Assert.True(listings.Count(listing => listing["date_posted"] is not null) >= 60);
        Assert.All(listings, listing => Assert.NotNull(listing["employment_types"]?[0]));
    }
}
