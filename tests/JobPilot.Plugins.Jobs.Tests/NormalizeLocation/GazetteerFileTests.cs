using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeLocation;

/// <summary>The file that the plugin carries, against what it was built from. With UPDATE_GAZETTEER=1 the first test writes it.</summary>
public class GazetteerFileTests
{
    private static readonly Lazy<GazetteerSource> Source = new(GazetteerSource.Read);

    [Fact]
    public void GazetteerFile_IsWhatFollowsFromItsSource()
    {
        var built = Source.Value.Build();
        if (Environment.GetEnvironmentVariable("UPDATE_GAZETTEER") == "1")
        {
            File.WriteAllBytes(GazetteerSource.BuiltPath, built);
            return;
        }

        using var stream = EmbeddedText.Open("gazetteer.bin");
        var carried = new byte[stream.Length];
        stream.ReadExactly(carried);

        Assert.True(built.AsSpan().SequenceEqual(carried), "gazetteer.bin is out of date; Data/build/README.md says how to build it.");
    }

    [Fact]
    public void FindCity_EveryLargestOfItsNameInItsRegion_IsFound()
    {
        var source = Source.Value;
        var seen = new HashSet<(string, string, string?)>();
        var wrong = new List<string>();
        for (var row = 0; row < source.Cities.Count; row++)
        {
            var key = PlaceName.Key(source.Cities[row]);
            var (country, region) = (source.CountryOf(row), source.RegionOf(row));
            if (row == source.MainCities)
            {
                seen.Clear();
            }

            if (key.Length > 0 && region is not null && seen.Add((key, country, region))
                && (row < source.MainCities ? Gazetteer.Instance.FindCity(key, country, region) : Gazetteer.Instance.FindMinorPlace(key, country, region)) is var city
                && city?.GeonamesId != source.IdOf(row)
                && !EmbeddedText.Rows("place-aliases.tsv").Any(alias => PlaceName.Key(alias[1]) == key))
            {
                wrong.Add($"{source.Cities[row]}, {region}: {city}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void FindRegionsAndCountry_EveryName_IsFound()
    {
        var source = Source.Value;
        var aliases = EmbeddedText.Rows("place-aliases.tsv").Select(alias => PlaceName.Key(alias[1])).ToHashSet();

        Assert.Empty(source.Regions.SelectMany(region => region.Skip(1).Select(PlaceKey)
            .Where(key => !aliases.Contains(key) && !Gazetteer.Instance.FindRegions(key).Contains(region[0]))));
        Assert.Empty(source.Countries.SelectMany(country => country.Skip(1).Select(PlaceKey)
            .Where(key => !aliases.Contains(key) && Gazetteer.Instance.FindCountry(key) is null)));
        Assert.All(source.Regions, region => Assert.True(Gazetteer.Instance.IsRegionCode(region[0])));
        Assert.All(source.Countries, country => Assert.True(Gazetteer.Instance.IsCountryCode(country[0])));
        Assert.False(Gazetteer.Instance.IsRegionCode("XX-1"));
        Assert.Empty(Gazetteer.Instance.FindRegions("no such place"));
        Assert.Null(Gazetteer.Instance.FindCountry("no such place"));

        static string PlaceKey(string name) => PlaceName.Key(name);
    }
}
