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
