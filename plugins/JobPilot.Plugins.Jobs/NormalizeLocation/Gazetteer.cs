using System.Buffers.Binary;
using System.Text;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>
/// Cities, regions and countries by name. The file is loaded on first use and looked up as it lies: its indexes were made when it was built
/// (<c>Data/build/README.md</c>). Immutable once loaded.
/// </summary>
internal sealed class Gazetteer
{
    /// <summary>The shipped table of further names.</summary>
    public const string Aliases = "place-aliases.tsv";

    /// <summary>Lists of rows by the hash of the city's key.</summary>
    internal const int Slots = 1 << 17;

    /// <summary>Bytes that say of one city what its name does not.</summary>
    internal const int RowLength = 15;

    private const int MostRegions = 32;
    private const int MostShortNames = 8;
    private static readonly Lazy<Gazetteer> Loaded = new(() => new Gazetteer(EmbeddedBytes.Of("gazetteer.bin"), RuleSet.Shipped));

    private readonly EmbeddedBytes _data;
    private readonly int _count;
    private readonly string[] _countryCodes;
    private readonly string[] _regionCodes;
    private readonly NameIndex _countries;
    private readonly NameIndex _regions;
    private readonly NameIndex _shortNames;
    private readonly int _names;
    private readonly int _nameAt;
    private readonly int _columns;
    private readonly int _slots;
    private readonly int _rows;
    private readonly int _mainCities;
    private readonly Dictionary<string, string> _countryAliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _regionAliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Name, string Country)> _cityAliases = new(StringComparer.Ordinal);

    private Gazetteer(EmbeddedBytes data, RuleSet rules)
    {
        _data = data;
        _count = Int32(4);
        _countryCodes = Encoding.UTF8.GetString(_data.Slice(Int32(8), Int32(12) - Int32(8))).Split('\n');
        _regionCodes = Encoding.UTF8.GetString(_data.Slice(Int32(12), Int32(16) - Int32(12))).Split('\n');
        _countries = new NameIndex(_data, Int32(16));
        _regions = new NameIndex(_data, Int32(20));
        _shortNames = new NameIndex(_data, Int32(24));
        (_names, _nameAt, _columns, _slots, _rows, _mainCities) = (Int32(28), Int32(32), Int32(36), Int32(40), Int32(44), Int32(48));
        ReadAliases(rules);
    }

    /// <summary>The gazetteer, loaded on first use.</summary>
    public static Gazetteer Instance => Loaded.Value;

    /// <summary>The gazetteer with the names that the user's files change.</summary>
    public static Gazetteer Of(RuleSet rules) => rules.Changes(Aliases) ? new Gazetteer(Instance._data, rules) : Instance;

    /// <summary>
    /// Alpha-2 code of a country's name or alias, by its key (<see cref="PlaceName"/>); null where there is none. A region's alias outranks the name of a country: "Norfolk" is the county rather
    /// than the island.
    /// </summary>
    public string? FindCountry(string key)
    {
        Span<int> found = stackalloc int[1];
        return _countryAliases.TryGetValue(key, out var code) ? code
            : _countries.Find(key, found) > 0 && !_regionAliases.ContainsKey(key) ? _countryCodes[found[0]] : null;
    }

    /// <summary>Whether it is an alpha-2 code.</summary>
    public bool IsCountryCode(string code) => Array.IndexOf(_countryCodes, code) >= 0;

    /// <summary>Regions with this name or alias, by its key.</summary>
    public IReadOnlyList<string> FindRegions(string key)
    {
        if (_regionAliases.TryGetValue(key, out var code))
        {
            return [code];
        }

        Span<int> found = stackalloc int[MostRegions];
        var count = _regions.Find(key, found);
        if (count == 0)
        {
            return [];
        }

        var codes = new string[count];
        for (var i = 0; i < count; i++)
        {
            codes[i] = _regionCodes[found[i]];
        }

        return codes;
    }

    /// <summary>Whether it is a code of ISO 3166-2.</summary>
    public bool IsRegionCode(string code) => Array.BinarySearch(_regionCodes, code, StringComparer.Ordinal) >= 0;

    /// <summary>The largest city with the name, in the country and region where they are given.</summary>
    /// <param name="key">Key of the name.</param>
    /// <param name="country">Alpha-2; null for any.</param>
    /// <param name="region">ISO 3166-2; null for any.</param>
    public City? FindCity(string key, string? country = null, string? region = null)
    {
        if (key.Length == 0)
        {
            return null;
        }

        if (_cityAliases.TryGetValue(key, out var alias) && (country is null || country == alias.Country))
        {
            (key, country) = alias;
        }

        return Search(key, country, region)
            ?? (Unfold(key) is { } other ? Search(other, country, region) : null)
            ?? ShortName(key, country, region);
    }

    /// <summary>The largest section of a city or small place with the name: one that counts only where its country is known.</summary>
    /// <param name="key">Key of the name.</param>
    /// <param name="country">Alpha-2; null for any.</param>
    /// <param name="region">ISO 3166-2; null for any.</param>
    public City? FindMinorPlace(string key, string? country, string? region = null) => key.Length == 0 ? null : Search(key, country, region, isMinor: true);

    /// <summary>Whether one city of the country alone has the name.</summary>
    /// <param name="key">Key of the name.</param>
    /// <param name="country">Alpha-2.</param>
    public bool IsOnly(string key, string country)
    {
        Span<char> name = stackalloc char[PlaceName.LongestKey];
        var slot = _slots + (Slot(key) * sizeof(int));
        var count = 0;
        for (var i = Int32(slot); i < Int32(slot + sizeof(int)); i++)
        {
            var row = Int32(_rows + (i * sizeof(int)));
            count += row < _mainCities && CountryOf(row) == country && name[..KeyOf(row, name)].SequenceEqual(key) ? 1 : 0;
        }

        return count == 1;
    }

    /// <summary>The list of rows in which a city's key would be.</summary>
    internal static int Slot(ReadOnlySpan<char> key)
    {
        var hash = 2166136261u;
        foreach (var letter in key)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) & (Slots - 1));
    }

    private static string? Unfold(string key)
    {
        // ae, oe and ue as Germans write umlauts without the dots.
        var other = key.Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ue", "u", StringComparison.Ordinal);
        return other == key ? null : other;
    }

    private City? Search(string key, string? country, string? region, bool isMinor = false)
    {
        Span<char> name = stackalloc char[200];
        var slot = _slots + (Slot(key) * sizeof(int));
        var end = Int32(slot + sizeof(int));
        for (var i = Int32(slot); i < end; i++)
        {
            var row = Int32(_rows + (i * sizeof(int)));
            if (row >= _mainCities == isMinor && (country is null || CountryOf(row) == country) && (region is null || RegionOf(row) == region)
                && name[..KeyOf(row, name)].SequenceEqual(key))
            {
                return CityOf(row);
            }
        }

        return null;
    }

    /// <summary>"Landau in der Pfalz" is called Landau.</summary>
    private City? ShortName(string key, string? country, string? region)
    {
        Span<int> found = stackalloc int[MostShortNames];
        foreach (var row in found[..Math.Min(MostShortNames, _shortNames.Find(key, found))])
        {
            if ((country is null || CountryOf(row) == country) && (region is null || RegionOf(row) == region))
            {
                return CityOf(row);
            }
        }

        return null;
    }

    private City CityOf(int row)
    {
        var data = _data.Slice(_columns);
        return new City(
            Encoding.UTF8.GetString(NameOf(row)),
            CountryOf(row),
            RegionOf(row),
            Math.Round(BinaryPrimitives.ReadInt16LittleEndian(data[((_count * 4) + (row * 2))..]) / 300.0, 3),
            Math.Round(BinaryPrimitives.ReadInt16LittleEndian(data[((_count * 6) + (row * 2))..]) / 180.0, 3),
            BinaryPrimitives.ReadInt32LittleEndian(data[(row * 4)..]),
            BinaryPrimitives.ReadInt32LittleEndian(data[((_count * 11) + (row * 4))..]),
            row >= _mainCities);
    }

    private string CountryOf(int row) => _countryCodes[_data.Slice(_columns + (_count * 10) + row)[0]];

    private string? RegionOf(int row)
    {
        var region = BinaryPrimitives.ReadUInt16LittleEndian(_data.Slice(_columns + (_count * 8) + (row * 2)));
        return region == 0 ? null : _regionCodes[region - 1];
    }

    private ReadOnlySpan<byte> NameOf(int row)
    {
        var at = _nameAt + (row * sizeof(int));
        return _data.Slice(_names + Int32(at), Int32(at + sizeof(int)) - Int32(at));
    }

    private int KeyOf(int row, Span<char> key)
    {
        Span<char> name = stackalloc char[200];
        return PlaceName.Key(name[..Encoding.UTF8.GetChars(NameOf(row), name)], key);
    }

    private int Int32(int at) => BinaryPrimitives.ReadInt32LittleEndian(_data.Slice(at));

    private void ReadAliases(RuleSet rules)
    {
        foreach (var row in rules.Rows(Aliases))
        {
            var key = PlaceName.Key(row[1]);
            switch (row[0])
            {
                case "country":
                    _countryAliases.TryAdd(key, row[2]);
                    break;
                case "region":
                    _regionAliases.TryAdd(key, row[2]);
                    break;
                default:
                    _cityAliases.TryAdd(key, (PlaceName.Key(row[2]), row[3]));
                    break;
            }
        }
    }
}
