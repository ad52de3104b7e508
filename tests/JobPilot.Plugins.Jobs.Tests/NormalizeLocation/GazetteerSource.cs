using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using JobPilot.Plugins.Jobs.NormalizeLocation;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeLocation;

/// <summary>Data/build/places.bin, and the gazetteer's file as it follows from that.</summary>
internal sealed class GazetteerSource
{
    // Told here again, so that a wrong one in the plugin makes another file.
    private static readonly string[] CountriesOfShortNames = ["DE", "AT"];
    private static readonly string[] Infixes =
    [
        " am ", " an der ", " an den ", " in der ", " im ", " in ", " bei ", " ob der ", " vor der ", " unter ", " auf ", " upon ", " on the ", " on ", " super ", " aan den ", " aan de ", " op ", " sur ",
    ];

    private readonly byte[] _columns;

    private GazetteerSource(byte[] data)
    {
        var namesLength = BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(8));
        var parts = Encoding.UTF8.GetString(data, 16, namesLength).Split("\n\f\n");
        Countries = [.. parts[0].Split('\n').Select(line => line.Split('\t'))];
        Regions = [.. parts[1].Split('\n').Select(line => line.Split('\t'))];
        Cities = parts[2].Split('\n');
        _columns = data[(16 + namesLength)..];
        MainCities = BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(12));
        Assert.Equal(BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(4)), Cities.Count);
    }

    /// <summary>Code of two letters, of three, names.</summary>
    public IReadOnlyList<string[]> Countries { get; }

    /// <summary>Code, names.</summary>
    public IReadOnlyList<string[]> Regions { get; }

    /// <summary>Names, the largest city first, the minor places behind all cities.</summary>
    public IReadOnlyList<string> Cities { get; }

    /// <summary>How many of them are cities and no minor places.</summary>
    public int MainCities { get; }

    private static string DataFolder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../plugins/JobPilot.Plugins.Jobs/Data"));

    /// <summary>Path of the gazetteer's file.</summary>
    public static string BuiltPath => Path.Combine(DataFolder(), "gazetteer.bin");

    public static GazetteerSource Read()
    {
        using var stream = new GZipStream(File.OpenRead(Path.Combine(DataFolder(), "build", "places.bin")), CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return new GazetteerSource(buffer.ToArray());
    }

    public string CountryOf(int row) => Countries[_columns[(Cities.Count * 10) + row]][0];

    public string? RegionOf(int row)
    {
        var region = BinaryPrimitives.ReadUInt16LittleEndian(_columns.AsSpan((Cities.Count * 8) + (row * 2)));
        return region == 0 ? null : Regions[region - 1][0];
    }

    public int IdOf(int row) => BinaryPrimitives.ReadInt32LittleEndian(_columns.AsSpan(row * 4));

    /// <summary>The file as it should be.</summary>
    public byte[] Build()
    {
        var keys = Cities.Select(name => PlaceName.Key(name)).ToArray();
        var names = Cities.Select(Encoding.UTF8.GetBytes).ToArray();
        byte[][] sections =
        [
            Encoding.UTF8.GetBytes(string.Join('\n', Countries.Select(country => country[0]))),
            Encoding.UTF8.GetBytes(string.Join('\n', Regions.Select(region => region[0]))),
            Index(Keys(Countries).DistinctBy(entry => entry.Key)),
            Index(Keys(Regions).Distinct()),
            Index(ShortNames(keys)),
            [.. names.SelectMany(name => name)],
            Int32s(Ends(names.Select(name => name.Length))),
            _columns,
            .. Slots(keys),
        ];
        using var file = new MemoryStream();
        file.Write("JPG3"u8);
        file.Write(Int32s([Cities.Count, .. Ends(sections.Select(section => section.Length)).SkipLast(1).Select(end => end + 12 + (sections.Length * 4)), MainCities]));
        foreach (var section in sections)
        {
            file.Write(section);
        }

        return file.ToArray();
    }

    private static IEnumerable<(string Key, int Number)> Keys(IReadOnlyList<string[]> named) =>
        named.SelectMany((one, i) => one.Skip(1).Select(name => (PlaceName.Key(name), i)));

    private IEnumerable<(string Key, int Number)> ShortNames(string[] keys)
    {
        for (var row = 0; row < MainCities; row++)
        {
            // "Kempten (Allgäu)" is called Kempten.
            var bracket = Cities[row].IndexOf(" (", StringComparison.Ordinal);
            var addition = Infixes.Select(infix => keys[row].IndexOf(infix, StringComparison.Ordinal)).FirstOrDefault(at => at > 3);
            if (CountriesOfShortNames.Contains(CountryOf(row)) && (bracket > 0 || addition > 0))
            {
                yield return (bracket > 0 ? PlaceName.Key(Cities[row].AsSpan(0, bracket)) : keys[row][..addition], row);
            }
        }
    }

    private static byte[] Index(IEnumerable<(string Key, int Number)> entries)
    {
        var sorted = entries.Select(entry => (Key: Encoding.UTF8.GetBytes(entry.Key), entry.Number)).ToList();
        sorted = [.. sorted.Order(Comparer<(byte[] Key, int Number)>.Create((a, b) =>
            a.Key.AsSpan().SequenceCompareTo(b.Key) is not 0 and var order ? order : a.Number - b.Number))];
        return
        [
            .. Int32s([sorted.Count]), .. Int32s(Ends(sorted.Select(entry => entry.Key.Length))), .. Int32s(sorted.Select(entry => entry.Number)),
            .. sorted.SelectMany(entry => entry.Key),
        ];
    }

    /// <summary>Where each list begins and the last ends, and the lists one after the other.</summary>
    private static IEnumerable<byte[]> Slots(string[] keys)
    {
        var lists = Enumerable.Range(0, keys.Length).ToLookup(row => Gazetteer.Slot(keys[row]));
        var slots = Enumerable.Range(0, Gazetteer.Slots).Select(slot => lists[slot].ToArray()).ToArray();
        yield return Int32s(Ends(slots.Select(rows => rows.Length)));
        yield return Int32s(slots.SelectMany(rows => rows));
    }

    private static List<int> Ends(IEnumerable<int> lengths)
    {
        var ends = new List<int> { 0 };
        foreach (var length in lengths)
        {
            ends.Add(ends[^1] + length);
        }

        return ends;
    }

    private static byte[] Int32s(IEnumerable<int> numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];
}
