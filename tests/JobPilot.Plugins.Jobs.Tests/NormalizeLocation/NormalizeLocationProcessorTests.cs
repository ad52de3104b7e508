using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeLocation;

public class NormalizeLocationProcessorTests
{
    private static readonly NormalizeLocationProcessor Processor = new(new NormalizeLocationOptions(), Contexts.Create());

    [Theory]
    [InlineData("Austin, TX", "Texas", "US", "Austin US-TX US", "locations[0].raw")]
    [InlineData("Leeds, UK", "West Yorkshire", null, "Leeds GB-ENG GB", "locations[0].raw")]
    [InlineData("Austin, TX; Dallas, TX", "Texas", "US", "Austin US-TX US|Dallas US-TX US", "locations[0].raw")]
    [InlineData("Paris, France", "Texas", "US", "- US-TX US", "locations[0].city")]
    [InlineData("Texas (Remote)", "Texas", "US", "- US-TX US", "locations[0].city")]
    public void Process_RegionInItsOwnField_TakesTheCityOfTheRawText(string raw, string region, string? country, string places, string from)
    {
        var listing = Run(new JsonObject { ["raw"] = raw, ["region"] = region, ["country"] = country });

        Assert.Equal(places, string.Join('|', listing["locations"]!.AsArray().Select(place => $"{place!["city"] ?? "-"} {place["region"]} {place["country"]}")));
        Assert.Equal(from, (string?)listing["provenance"]!["/locations/0"]!["from"]);
    }

    /// <summary>Letters that are a state of the United States as well as a country, and nothing else in the text of the place.</summary>
    [Theory]
    [InlineData("CA", null, null, null, "- -", null)]
    [InlineData("DE", null, null, null, "- -", null)]
    [InlineData("IN", null, null, null, "- -", null)]
    [InlineData("CA", "USD", null, null, "US-CA US", 0.6)]
    [InlineData("CA", "CAD", null, null, "- CA", 0.6)]
    [InlineData("CA", "EUR", null, null, "- -", null)]
    [InlineData("IN", "INR", null, null, "- IN", 0.6)]
    [InlineData("IN", "USD", null, null, "US-IN US", 0.6)]
    [InlineData("DE", "EUR", null, null, "- DE", 0.6)]
    [InlineData("DE", "USD", "Ofen GmbH", null, "US-DE US", 0.6)]
    [InlineData("DE", null, "Ofen GmbH", null, "- DE", 0.6)]
    [InlineData("IN", null, "Clay Pvt. Ltd.", null, "- IN", 0.6)]
    [InlineData("CA", null, "Clay, LLC", null, "US-CA US", 0.6)]
    [InlineData("DE", null, "Legal", null, "- -", null)]
    [InlineData("DE", "USD", null, "de", "- DE", 0.97)]
    [InlineData("WA", "EUR", null, null, "US-WA US", 0.7)]
    public void Process_LettersOfStateAndCountry_AreWhatTheContextSpeaksFor(string raw, string? currency, string? company, string? language, string expected, double? confidence)
    {
        var listing = new JsonObject
        {
            ["locations"] = new JsonArray(new JsonObject { ["raw"] = raw }),
            ["base_salary"] = new JsonObject { ["currency"] = currency },
            ["hiring_organization"] = new JsonObject { ["name"] = company },
            ["description"] = new JsonObject { ["language"] = language },
        };
        var record = Record.FromJson(listing, "x");
        Processor.Process(record, default);
        var place = record.Json["locations"]![0]!;

        Assert.Equal(expected, $"{place["region"] ?? "-"} {place["country"] ?? "-"}");
        Assert.Equal(confidence, (double?)record.Json["provenance"]?["/locations/0"]?["confidence"]);
    }

    [Theory]
    [InlineData("CA", "CA", "- CA")]
    [InlineData("CA", "US", "US-CA US")]
    [InlineData("DE", "DE", "- DE")]
    [InlineData("IN", "US", "US-IN US")]
    [InlineData("IN", "GB", "- -")]
    public void Process_LettersOfStateAndCountry_AreOfTheCountryThatWasSearched(string raw, string searched, string expected)
    {
        var record = Record.FromJson(new JsonObject { ["locations"] = new JsonArray(new JsonObject { ["raw"] = raw }) }, "x");
        new NormalizeLocationProcessor(new NormalizeLocationOptions { Country = searched }, Contexts.Create()).Process(record, default);
        var place = record.Json["locations"]![0]!;

        Assert.Equal(expected, $"{place["region"] ?? "-"} {place["country"] ?? "-"}");
    }

    [Theory]
    [InlineData("Leeds", 0, -1.5, 53.797, -1.55)]
    [InlineData("Leeds", 0, 0, 53.797, -1.55)]
    [InlineData("Leeds", 53.8, -1.5, 53.8, -1.5)]
    [InlineData("Cambridge, UK", 52.2, 0.0, 52.2, 0.0)] // Near the meridian.
    [InlineData("Portugal", 0, 0, null, null)]
    public void Process_CoordinateOfZeroFarFromTheCity_IsNotKept(string raw, double latitude, double longitude, double? keptLatitude, double? keptLongitude)
    {
        var place = Run(new JsonObject { ["raw"] = raw, ["latitude"] = latitude, ["longitude"] = longitude })["locations"]![0]!;

        Assert.Equal((keptLatitude, keptLongitude), ((double?)place["latitude"], (double?)place["longitude"]));
    }

    [Theory]
    [InlineData("Remote in Texas", "US")]
    [InlineData("Remote (must be located in CA, NY or TX)", "US")]
    [InlineData("Remote (US or Canada)", "US,CA")]
    [InlineData("Leeds (no remote)", null)]
    public void Process_RemoteWorkInNamedStates_IsLimitedToTheirCountry(string raw, string? countries)
    {
        var limits = Run(new JsonObject { ["raw"] = raw })["remote_countries"]?.AsArray();

        Assert.Equal(countries, limits is null ? null : string.Join(',', limits.Select(country => (string?)country)));
    }

    private static JsonObject Run(JsonObject place)
    {
        var record = Record.FromJson(new JsonObject { ["locations"] = new JsonArray(place) });
        Assert.Equal(OutcomeKind.Keep, Processor.Process(record, default).Kind);
        return record.Json;
    }
}
