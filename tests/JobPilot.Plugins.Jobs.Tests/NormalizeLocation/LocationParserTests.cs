using System.Globalization;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeLocation;

public class LocationParserTests
{
    private static readonly LocationParser Parser = LocationParser.Of(RuleSet.Shipped);

    [Theory]
    [InlineData("Boise, ID", null, "Boise US-ID US", null)]
    [InlineData("Linz, Austria (Hybrid)", null, "Linz AT-4 AT", "hybrid")]
    [InlineData("Hobart", "AU", "Hobart AU-TAS AU", null)]
    [InlineData("Remote - Portugal", null, "- - PT", "remote")]
    [InlineData("Oregon", null, "- US-OR US", null)]
    [InlineData("Washington, United States", null, "- US-WA US", null)]
    [InlineData("Springfield, IL", null, "Springfield US-IL US", null)]
    [InlineData("Greater Denver Area", null, "Denver US-CO US", null)]
    [InlineData("Kopenhagen", null, "Copenhagen DK-84 DK", null)]
    [InlineData("Muenster", "DE", "Münster DE-NW DE", null)]
    [InlineData("Landau", "DE", "Landau in der Pfalz DE-RP DE", null)]
    [InlineData("Tulsa, OK; Reno, NV", null, "Tulsa US-OK US|Reno US-NV US", null)]
    [InlineData("Norway, Sweden or Finland", null, "- - NO|- - SE|- - FI", null)]
    [InlineData("Bern / Home Office", null, "Bern CH-BE CH", "remote")]
    [InlineData("Frankfurt (Oder)", null, "Frankfurt (Oder) DE-BB DE", null)]
    [InlineData("Freiburg im Breisgau, Germany", null, "Freiburg DE-BW DE", null)]
    [InlineData("Remote (US only)", null, "- - US", "remote")]
    [InlineData("Quebec", null, "- CA-QC CA", null)]
    [InlineData("Québec, Canada", null, "- CA-QC CA", null)]
    [InlineData("Quebec", "CA", "- CA-QC CA", null)]
    [InlineData("Quebec City", null, "Québec CA-QC CA", null)]
    [InlineData("Quebec, QC", null, "Québec CA-QC CA", null)]
    [InlineData("Quebec City, Quebec, Canada", null, "Québec CA-QC CA", null)]
    [InlineData("Montreal, Quebec", null, "Montréal CA-QC CA", null)]
    [InlineData("New York", null, "New York City US-NY US", null)]
    [InlineData("Worldwide", null, "", null)]
    [InlineData("Münster", null, "Münster DE-NW DE", null)]
    [InlineData("Remote job", null, "", "remote")]
    [InlineData("Praca zdalna", null, "", "remote")]
    [InlineData("Lebanon, OH", null, "Lebanon US-OH US", null)]
    [InlineData("Elmwood Corner, OH", null, "Elmwood Corner US-OH US", null)]
    [InlineData("Porto, Lyon, Graz", null, "Porto PT-13 PT|Lyon FR-ARA FR|Graz AT-6 AT", null)]
    [InlineData("Denver (USA), Lyon (France)", null, "Denver US-CO US|Lyon FR-ARA FR", null)]
    [InlineData("US-CO-Boulder | CA-ON-Guelph", null, "Boulder US-CO US|Guelph CA-ON CA", null)]
    [InlineData("Graz, Austria +3 more locations", null, "Graz AT-6 AT", null)]
    [InlineData("PE, ,", null, "- - PE", null)]
    [InlineData("CO, ,", null, "", null)]
    [InlineData("Remote (EST)", null, "", "remote")] // The zone, not Estonia.
    [InlineData("Remote - Pacific Time", null, "", "remote")]
    [InlineData("Remote (UTC-5 to UTC+1)", null, "", "remote")]
    [InlineData("Remote, Germany (CET)", null, "- - DE", "remote")]
    [InlineData("Tallinn, EST", null, "Tallinn EE-37 EE", null)]
    [InlineData("EST", null, "- - EE", null)]
    [InlineData("", null, "", null)]
    public void Parse_Text_FindsPlacesAndMode(string text, string? hint, string places, string? mode)
    {
        var parsed = Parser.Parse(text, new PlaceClues(hint));

        Assert.Equal(places, string.Join('|', parsed.Places.Select(place => $"{place.City ?? "-"} {place.Region ?? "-"} {place.Country ?? "-"}")));
        Assert.Equal(mode, parsed.WorkMode);
    }

    [Theory]
    [InlineData("Aurora, Arapahoe County", "US", null, "Aurora US-CO US")]
    [InlineData("Alexandria, Alexandria City", "US", null, "Alexandria US-VA US")]
    [InlineData("Perth", "GB", null, "Perth GB-SCT GB")]
    [InlineData("Mount Nowhere Hill", "NZ", null, "")]
    [InlineData("Moose Jaw, SK", "GB", null, "Moose Jaw CA-SK CA")]
    [InlineData("Salem", null, "de", "Salem DE-BW DE")]
    [InlineData("Linz", null, "de", "Linz AT-4 AT")]
    [InlineData("Giessen", null, "de", "Gießen DE-HE DE")]
    [InlineData("Hanover", null, "de", "Hannover DE-NI DE")]
    [InlineData("DE", null, "de", "- - DE")]
    public void Parse_WithClues_FindsThePlaceThatTheySpeakFor(string text, string? given, string? language, string places)
    {
        var parsed = Parser.Parse(text, new PlaceClues(given, given is not null, language));

        Assert.Equal(places, string.Join('|', parsed.Places.Select(place => $"{place.City ?? "-"} {place.Region ?? "-"} {place.Country ?? "-"}")));
    }

    [Fact]
    public void FindCity_LargeCity_HasItsCoordinates()
    {
        var city = Gazetteer.Instance.FindCity(PlaceName.Key("Zürich"))!;

        Assert.Equal("CH ZH 47.4 8.6", string.Create(CultureInfo.InvariantCulture, $"{city.Country} {city.Region![3..]} {city.Latitude:F1} {city.Longitude:F1}"));
        Assert.True(city.GeonamesId > 0);
    }
}
