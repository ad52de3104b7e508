using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>
/// Cities, regions and countries by name. Loaded on first use (about 50 ms); the cities stay packed, and a hash table of row numbers finds
/// them. Immutable once loaded.
/// </summary>
internal sealed class Gazetteer
{
    private const int HeadLength = 12;
    private static readonly string[] Infixes = [" am ", " an der ", " in der ", " im ", " in ", " bei ", " ob der ", " vor der ", " auf "];
    private static readonly Lazy<Gazetteer> Loaded = new(() => new Gazetteer());

    private readonly byte[] _data;
    private readonly int _columns;
    private readonly int _count;
    private readonly int[] _nameAt;
    private readonly int[] _heads;
    private readonly int[] _next;
    private readonly string[] _countryCodes;
    private readonly string[] _regionCodes;
    private readonly Dictionary<string, string> _countries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _countryNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _regions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _regionCodeSet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _shortNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Name, string Country)> _cityAliases = new(StringComparer.Ordinal);

    private Gazetteer()
    {
        _data = Unpack();
        _count = BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(4));
        var namesLength = BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(8));
        _columns = HeadLength + namesLength;
        var text = _data.AsSpan(HeadLength, namesLength);
        var countriesEnd = text.IndexOf("\n\f\n"u8);
        var regionsEnd = countriesEnd + 3 + text[(countriesEnd + 3)..].IndexOf("\n\f\n"u8);
        _countryCodes = ReadCountries(Encoding.UTF8.GetString(text[..countriesEnd]));
        _regionCodes = ReadRegions(Encoding.UTF8.GetString(text[(countriesEnd + 3)..regionsEnd]));
        _nameAt = new int[_count + 1];
        _next = new int[_count];
        _heads = new int[1 << 18];
        Index(HeadLength + regionsEnd + 3);
        ReadAliases();
    }

    /// <summary>The gazetteer, loaded on first use.</summary>
    public static Gazetteer Instance => Loaded.Value;

    /// <summary>Alpha-2 code of a country's name or alias, by its key (<see cref="PlaceName"/>); null where there is none.</summary>
    public string? FindCountry(string key) => _countries.GetValueOrDefault(key);

    /// <summary>Whether it is an alpha-2 code.</summary>
    public bool IsCountryCode(string code) => _countryNames.ContainsKey(code);

    /// <summary>Regions with this name or alias, by its key.</summary>
    public IReadOnlyList<string> FindRegions(string key) => _regions.TryGetValue(key, out var codes) ? codes : [];

    /// <summary>Whether it is a code of ISO 3166-2.</summary>
    public bool IsRegionCode(string code) => _regionCodeSet.Contains(code);

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
            ?? (_shortNames.TryGetValue(key, out var row) && country is null or "DE" && (region is null || RegionOf(row) == region) ? CityOf(row) : null);
    }

    private static string? Unfold(string key)
    {
        // ae, oe and ue as Germans write umlauts without the dots.
        var other = key.Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ue", "u", StringComparison.Ordinal);
        return other == key ? null : other;
    }

    private City? Search(string key, string? country, string? region)
    {
        Span<char> name = stackalloc char[200];
        for (var row = _heads[Slot(key)] - 1; row >= 0; row = _next[row] - 1)
        {
            if ((country is null || CountryOf(row) == country) && (region is null || RegionOf(row) == region)
                && name[..KeyOf(row, name)].SequenceEqual(key))
            {
                return CityOf(row);
            }
        }

        return null;
    }

    private City CityOf(int row)
    {
        var data = _data.AsSpan(_columns);
        return new City(
            Encoding.UTF8.GetString(NameOf(row)),
            CountryOf(row),
            RegionOf(row),
            Math.Round(BinaryPrimitives.ReadInt16LittleEndian(data[((_count * 4) + (row * 2))..]) / 300.0, 3),
            Math.Round(BinaryPrimitives.ReadInt16LittleEndian(data[((_count * 6) + (row * 2))..]) / 180.0, 3),
            BinaryPrimitives.ReadInt32LittleEndian(data[(row * 4)..]),
            BinaryPrimitives.ReadInt32LittleEndian(data[((_count * 11) + (row * 4))..]));
    }

    private string CountryOf(int row) => _countryCodes[_data[_columns + (_count * 10) + row]];

    private string? RegionOf(int row)
    {
        var region = BinaryPrimitives.ReadUInt16LittleEndian(_data.AsSpan(_columns + (_count * 8) + (row * 2)));
        return region == 0 ? null : _regionCodes[region - 1];
    }

    private ReadOnlySpan<byte> NameOf(int row) => _data.AsSpan(_nameAt[row], _nameAt[row + 1] - _nameAt[row] - 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int KeyOf(int row, Span<char> key)
    {
        Span<char> name = stackalloc char[200];
        return PlaceName.Key(name[..Encoding.UTF8.GetChars(NameOf(row), name)], key);
    }

    // A loop over 130,000 names, run once: compiled well at once, since it has no time to warm up.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Index(int at)
    {
        Span<char> key = stackalloc char[200];
        for (var row = 0; row < _count; row++)
        {
            _nameAt[row] = at;
            at += row == _count - 1 ? _columns - at + 1 : _data.AsSpan(at).IndexOf((byte)'\n') + 1;
        }

        _nameAt[_count] = at;

        var germany = Array.IndexOf(_countryCodes, "DE");

        // Backwards, so that the chain of a name begins with the largest city.
        for (var row = _count - 1; row >= 0; row--)
        {
            var length = KeyOf(row, key);
            ref var head = ref _heads[Slot(key[..length])];
            _next[row] = head;
            head = row + 1;

            // "Landau in der Pfalz" is called Landau. The largest comes last and stays.
            if (_data[_columns + (_count * 10) + row] == germany)
            {
                AddShortName(key[..length], row);
            }
        }
    }

    private void AddShortName(ReadOnlySpan<char> key, int row)
    {
        foreach (var infix in Infixes)
        {
            var at = key.IndexOf(infix, StringComparison.Ordinal);
            if (at > 3)
            {
                _shortNames[key[..at].ToString()] = row;
                return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Slot(ReadOnlySpan<char> key)
    {
        var hash = 2166136261u;
        foreach (var letter in key)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) & ((1 << 18) - 1));
    }

    private string[] ReadCountries(string text)
    {
        var codes = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split('\t');
            codes.Add(fields[0]);
            _countryNames[fields[0]] = fields[2];
            foreach (var name in fields.AsSpan(1))
            {
                _countries.TryAdd(PlaceName.Key(name), fields[0]);
            }
        }

        return [.. codes];
    }

    private string[] ReadRegions(string text)
    {
        var codes = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split('\t');
            codes.Add(fields[0]);
            _regionCodeSet.Add(fields[0]);
            foreach (var name in fields.AsSpan(1))
            {
                AddRegion(PlaceName.Key(name), fields[0]);
            }
        }

        return [.. codes];
    }

    private void AddRegion(string key, string code)
    {
        ref var codes = ref CollectionsMarshal.GetValueRefOrAddDefault(_regions, key, out var known);
        if (!known)
        {
            codes = [code];
        }
        else if (!codes!.Contains(code))
        {
            codes.Add(code);
        }
    }

    private void ReadAliases()
    {
        foreach (var row in EmbeddedText.Rows("place-aliases.tsv"))
        {
            var key = PlaceName.Key(row[1]);
            switch (row[0])
            {
                case "country":
                    _countries[key] = row[2];
                    break;
                case "region":
                    _regions[key] = [row[2]];
                    break;
                default:
                    _cityAliases[key] = (PlaceName.Key(row[2]), row[3]);
                    break;
            }
        }
    }

    private static byte[] Unpack()
    {
        using var stream = new GZipStream(EmbeddedText.Open("gazetteer.bin"), CompressionMode.Decompress);
        using var buffer = new MemoryStream(6 << 20);
        stream.CopyTo(buffer, 1 << 18);
        return buffer.ToArray();
    }
}
