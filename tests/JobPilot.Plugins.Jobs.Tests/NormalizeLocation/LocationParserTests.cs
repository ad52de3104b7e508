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
    [InlineData("Waterloo, SW London", null, "London GB-ENG GB", null)] // Not Ontario's.
    [InlineData("Waterloo, SW London", "GB", "London GB-ENG GB", null)]
    [InlineData("Waterloo, London", null, "Waterloo CA-ON CA|London GB-ENG GB", null)] // Two cities.
    [InlineData("Whitefield, Bangalore", null, "Bengaluru IN-KA IN", null)]
    [InlineData("Manresa, Barcelona", null, "Manresa ES-CT ES", null)]
    [InlineData("Elmwood, Central New York", null, "Elmwood US-NY US", null)]
    [InlineData("Mdantsane, East London", "ZA", "East London ZA-EC ZA", null)]
    [InlineData("Altona, Melbourne", null, "Melbourne AU-VIC AU", null)]
    [InlineData("Potsdam, Berlin", null, "Potsdam DE-BB DE", null)]
    [InlineData("Berlin, London", null, "Berlin DE-BE DE|London GB-ENG GB", null)] // Two.
    [InlineData("East London, Eastern Cape", null, "East London ZA-EC ZA", null)]
    [InlineData("Greater St. Louis Metropolitan Area", null, "St. Louis US-MO US", null)]
    [InlineData("San José Province", null, "- CR-SJ CR", null)]
    [InlineData("Leeds (no remote)", null, "Leeds GB-ENG GB", "on_site")]
    [InlineData("Leeds, not remote", null, "Leeds GB-ENG GB", "on_site")]
    [InlineData("NOT REMOTE - Boise, ID", null, "Boise US-ID US", "on_site")]
    [InlineData("No Home Office - Berlin", null, "Berlin DE-BE DE", "on_site")]
    [InlineData("Graz (kein Homeoffice)", null, "Graz AT-6 AT", "on_site")]
    [InlineData("Lyon (pas de télétravail)", null, "Lyon FR-ARA FR", "on_site")]
    [InlineData("Porto, sem teletrabalho", null, "Porto PT-13 PT", "on_site")]
    [InlineData("Remote - not available", null, "", "on_site")]
    [InlineData("Graz, Homeoffice nicht möglich", null, "Graz AT-6 AT", "on_site")]
    [InlineData("Graz, Remote: No", null, "Graz AT-6 AT", "on_site")]
    [InlineData("Remote: no visas", null, "", "remote")]
    [InlineData("Oslo, NO (Remote)", null, "Oslo NO-03 NO", "remote")] // Norway.
    [InlineData("NO Remote", null, "- - NO", "remote")]
    [InlineData("Remote: NO", null, "- - NO", "remote")]
    [InlineData("Remote, not hybrid", null, "", "remote")]
    [InlineData("Hybrid, no remote", null, "", "hybrid")]
    [InlineData("Not fully remote, Leeds", null, "Leeds GB-ENG GB", "hybrid")]
    [InlineData("Not on-site", null, "", null)]
    [InlineData("Full Remote France", null, "- - FR", "remote")]
    [InlineData("Remote (Must live in Florida)", null, "- US-FL US", "remote")]
    [InlineData("Remote (must be in Ohio, USA)", null, "- US-OH US", "remote")]
    [InlineData("Remote (must be located in CA, NY or TX)", null, "- US-CA US|- US-NY US|- US-TX US", "remote")]
    [InlineData("Remote - Multiple states (CA, TX, FL)", null, "- US-CA US|- US-TX US|- US-FL US", "remote")]
    [InlineData("Remote within 50 miles of Austin, TX", null, "Austin US-TX US", "remote")]
    [InlineData("Remote (UK residents only)", null, "- - GB", "remote")]
    [InlineData("Anywhere in the US", null, "- - US", "remote")]
    [InlineData("Remote anywhere in USA", null, "- - US", "remote")]
    [InlineData("Remote from anywhere in Spain", null, "- - ES", "remote")]
    [InlineData("Remote in Texas", null, "- US-TX US", "remote")]
    [InlineData("Remote within the EU", null, "", "remote")]
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
    [InlineData("WA", null, "de", "")]
    [InlineData("MO", "DE", null, "")]
    [InlineData("WA", "AU", null, "- AU-WA AU")]
    [InlineData("North West", "GB", null, "")]
    [InlineData("North West", "ZA", null, "- ZA-NW ZA")]
    [InlineData("DE", null, "de", "- - DE")]
    public void Parse_WithClues_FindsThePlaceThatTheySpeakFor(string text, string? given, string? language, string places)
    {
        var parsed = Parser.Parse(text, new PlaceClues(given, given is not null, language));

        Assert.Equal(places, string.Join('|', parsed.Places.Select(place => $"{place.City ?? "-"} {place.Region ?? "-"} {place.Country ?? "-"}")));
    }

    [Theory]
    [InlineData("Tulsa, OK, Reno, NV; Boise, ID", "Tulsa US-OK US|Reno US-NV US|Boise US-ID US")]
    [InlineData("Toledo, Ohio, Boise, Idaho", "Toledo US-OH US|Boise US-ID US")]
    [InlineData("Nairobi, Kenya, Lagos, Nigeria", "Nairobi KE-30 KE|Lagos NG-LA NG")]
    [InlineData("Tulsa, OK or Reno, NV", "Tulsa US-OK US|Reno US-NV US")]
    [InlineData("Graz, Austria / Linz, Austria", "Graz AT-6 AT|Linz AT-4 AT")]
    [InlineData("Chile, Peru, Andean time zones", "- - CL|- - PE")]
    [InlineData("the EU, the UK, the Netherlands", "- - GB|- - NL")]
    [InlineData("Serbia, Bosnia and Herzegovina, Greece", "- - RS|- - BA|- - GR")]
    [InlineData("London, Manchester and Leeds", "London GB-ENG GB|Manchester GB-ENG GB|Leeds GB-ENG GB")]
    [InlineData("London, Manchester, and Leeds", "London GB-ENG GB|Manchester GB-ENG GB|Leeds GB-ENG GB")]
    [InlineData("LEEDS AND YORK", "Leeds GB-ENG GB|York GB-ENG GB")]
    [InlineData("Austin, Dallas and Houston", "Austin US-TX US|Dallas US-TX US|Houston US-TX US")]
    [InlineData("Berlin, Hamburg und München", "Berlin DE-BE DE|Hamburg DE-HH DE|Munich DE-BY DE")]
    [InlineData("Paris, Lyon et Marseille", "Paris FR-IDF FR|Lyon FR-ARA FR|Marseille FR-PAC FR")]
    [InlineData("Madrid, Barcelona y Valencia", "Madrid ES-MD ES|Barcelona ES-CT ES|Valencia ES-VC ES")]
    [InlineData("Rotterdam en Utrecht", "Rotterdam NL-ZH NL|Utrecht NL-UT NL")]
    [InlineData("Toronto and Vancouver, Canada", "Toronto CA-ON CA|Vancouver CA-BC CA")]
    [InlineData("Nottingham, Derby and Leicester, East Midlands, UK", "Nottingham GB-ENG GB|Derby GB-ENG GB|Leicester GB-ENG GB")]
    [InlineData("San Francisco, CA and New York", "San Francisco US-CA US|New York City US-NY US")]
    [InlineData("Boston, New York and Washington, DC", "Boston US-MA US|New York City US-NY US|Washington US-DC US")]
    [InlineData("London, Ontario and Toronto", "London CA-ON CA|Toronto CA-ON CA")]
    [InlineData("Berlin and London, UK", "Berlin DE-BE DE|London GB-ENG GB")]
    [InlineData("Graz, Austria and Linz, Austria", "Graz AT-6 AT|Linz AT-4 AT")]
    [InlineData("Newcastle and Gateshead, Tyne and Wear, UK", "Newcastle upon Tyne GB-ENG GB|Gateshead GB-ENG GB")]
    [InlineData("Georgia and Florida", "- US-GA US|- US-FL US")]
    [InlineData("Texas, Florida, Georgia", "- US-TX US|- US-FL US|- US-GA US")]
    [InlineData("Washington, Oregon and Idaho", "- US-WA US|- US-OR US|- US-ID US")]
    [InlineData("Canada (ON, AB, or NS)", "- CA-ON CA|- CA-AB CA|- CA-NS CA")]
    [InlineData("Lisbon, Norway", "Lisbon PT-11 PT|- - NO")]
    public void Parse_SeveralPlaces_AreAllFoundInOrder(string text, string places) => AssertPlaces(places, text);

    [Theory]
    [InlineData("Graz, Graz, Steiermark, Austria", "Graz AT-6 AT")]
    [InlineData("Vermont, Vermont, United States", "- US-VT US")]
    [InlineData("Long Lane Leeds, , United Kingdom", "Leeds GB-ENG GB")]
    [InlineData("Đà Nẵng, Vietnam", "Da Nang VN-DN VN")]
    [InlineData("Thành phố Đà Nẵng, Đà Nẵng, Vietnam", "Da Nang VN-DN VN")]
    [InlineData("Doornik, België", "Tournai BE-WAL BE")]
    [InlineData("Cluj", "Cluj-Napoca RO-CJ RO")]
    [InlineData("Bhubaneswar", "Bhubaneshwar IN-OD IN")]
    [InlineData("Burton-Upon-Trent, England, UK", "Burton upon Trent GB-ENG GB")]
    [InlineData("Middlesbrough,", "Middlesbrough GB-ENG GB")]
    [InlineData("Zug", "Zug CH-ZG CH")]
    [InlineData("Teruel, Spain", "Teruel ES-AR ES")]
    [InlineData("Fife", "- GB-SCT GB")]
    [InlineData("Brandenburg", "- DE-BB DE")]
    [InlineData("Macon, Georgia", "Macon US-GA US")]
    [InlineData("Batumi, Georgia", "Batumi GE-AJ GE")]
    [InlineData("Peru, Indiana", "Peru US-IN US")]
    [InlineData("US, OH, Toledo", "Toledo US-OH US")]
    [InlineData("GB, ISL, London", "London GB-ENG GB")]
    [InlineData("NZ, , Auckland", "Auckland NZ-AUK NZ")]
    [InlineData("CY, 02,", "- - CY")]
    [InlineData("Tyne and Wear", "- GB-ENG GB")]
    [InlineData("Brighton and Hove, UK", "- GB-ENG GB")]
    [InlineData("Trinidad and Tobago", "- - TT")]
    [InlineData("Bourg en Bresse", "Bourg-en-Bresse FR-ARA FR")]
    [InlineData("Castilla y León, Spain", "- ES-CL ES")]
    [InlineData("Kansas, MO, US", "- US-KS US")]
    [InlineData("WA", "- US-WA US")]
    [InlineData("AL", "- US-AL US")]
    [InlineData("North West", "")]
    [InlineData("Northern", "")]
    [InlineData("Norte", "")]
    [InlineData("Western, Ghana", "- GH-WP GH")]
    [InlineData("Store", "")]
    [InlineData("Gulf", "")]
    [InlineData("Home/Office", "")]
    [InlineData("Mobile", "Mobile US-AL US")]
    [InlineData("Norfolk", "- GB-ENG GB")]
    [InlineData("Norfolk, VA", "Norfolk US-VA US")]
    [InlineData("Norfolk Island", "- - NF")]
    [InlineData("Washington State", "- US-WA US")]
    [InlineData("35 - rennes", "Rennes FR-BRE FR")]
    public void Parse_FormsOfBoards_FindThePlace(string text, string places) => AssertPlaces(places, text);

    [Theory]
    [InlineData("Footscray", "AU", "Footscray AU-VIC AU")]
    [InlineData("Prenzlauer Berg, Berlin", null, "Berlin DE-BE DE")]
    [InlineData("Offenburg am Nordhang, Germany", null, "Offenburg am Nordhang DE-BW DE")]
    [InlineData("Kleindingsda, Germany", null, "Kleindingsda - DE")]
    [InlineData("Kleindingsda", "DE", "Kleindingsda - DE")]
    [InlineData("Nowhereton, Nevada, United States", null, "Nowhereton US-NV US")]
    [InlineData("Moscow, Wales, UK", null, "Moscow GB-WLS GB")]
    [InlineData("Various Locations, Germany", null, "- - DE")]
    [InlineData("Main-Kinzig-Kreis, Germany", null, "- - DE")]
    [InlineData("Ruhrgebiet, Germany", null, "- - DE")]
    public void Parse_SmallPlace_IsKeptWithItsCountry(string text, string? hint, string places) => AssertPlaces(places, text, hint);

    [Theory]
    [InlineData("Edwards AFB, CA", 34.9, -117.9)]
    [InlineData("Skillman, NJ", 40.4, -74.7)]
    [InlineData("Navi Mumbai", 19.0, 73.0)]
    public void Parse_MinorPlace_HasItsCoordinates(string text, double latitude, double longitude)
    {
        var city = Parser.Parse(text, default).Places[0].Found!;

        Assert.True(city.IsMinor);
        Assert.Equal((latitude, longitude), (Math.Round(city.Latitude, 1), Math.Round(city.Longitude, 1)));
    }

    [Theory]
    [InlineData("Mobiles Arbeiten, Austria", "remote")]
    [InlineData("Graz, mobile work", "hybrid")]
    public void Parse_MobileWork_IsRemoteWithoutACity(string text, string mode) => Assert.Equal(mode, Parser.Parse(text, default).WorkMode);

    [Fact]
    public void FindCity_LargeCity_HasItsCoordinates()
    {
        var city = Gazetteer.Instance.FindCity(PlaceName.Key("Zürich"))!;

        Assert.Equal("CH ZH 47.4 8.6", string.Create(CultureInfo.InvariantCulture, $"{city.Country} {city.Region![3..]} {city.Latitude:F1} {city.Longitude:F1}"));
        Assert.True(city.GeonamesId > 0);
    }

    private static void AssertPlaces(string places, string text, string? hint = null) =>
        Assert.Equal(places, string.Join('|', Parser.Parse(text, new PlaceClues(hint)).Places.Select(place => $"{place.City ?? "-"} {place.Region ?? "-"} {place.Country ?? "-"}")));
}
