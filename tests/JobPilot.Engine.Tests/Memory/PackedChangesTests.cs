using JobPilot.Engine.Memory;

namespace JobPilot.Engine.Tests.Memory;

/// <summary>Changes that wait: packed, and found again.</summary>
public class PackedChangesTests
{
    private readonly ScopeNumbers _scopes = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Changes_AnyPutAnywhere_AreThoseOfADictionary(int seed)
    {
        var random = new Random(seed);
        var packed = new PackedChanges(_scopes);
        for (var round = 0; round < 3; round++)
        {
            var expected = new Dictionary<MemoryKey, string?>();
            var order = new List<MemoryKey>();
            for (var i = 0; i < 5000; i++)
            {
                var (key, value) = (AnyKey(random), AnyValue(random));
                packed.Put(new HashedKey(key), value);
                if (!expected.ContainsKey(key))
                {
                    order.Add(key);
                }

                expected[key] = value;
            }

            Assert.Equal(order.Select(key => new MemoryChange(key, expected[key])), packed);
            Assert.Equal(expected.Count, packed.Count);
            for (var i = 0; i < 5000; i++)
            {
                var key = AnyKey(random);
                Assert.Equal((expected.TryGetValue(key, out var value), value), (packed.TryGet(new HashedKey(key), out var found), found));
            }

            packed.Clear(); // What was kept of it must not show.
            Assert.Equal((0, 0L), (packed.Count, packed.Bytes));
            Assert.False(packed.Contains(new HashedKey(order[0])));
        }
    }

    [Fact]
    public void Put_OthersChanges_ReplaceThoseOfTheSameKeys()
    {
        var packed = Of(("a", "1"), ("b", "old"), ("ключ", "old"));
        packed.Put(Of(("b", "new"), ("c", null), ("ключ", "новый")));

        Assert.Equal(["a=1", "b=new", "ключ=новый", "c="], packed.Select(change => $"{change.Key.Key}={change.Value}"));
        Assert.True(packed.TryGet(Key("c"), out var forgotten));
        Assert.Null(forgotten);
    }

    [Fact]
    public void Find_KeysWithOneHash_AreToldApart()
    {
        static HashedKey Same(string scope, string key) => new(new MemoryKey(scope, key), 1);
        var packed = new PackedChanges(_scopes);
        packed.Put(Same("scope", "a"), "1");

        Assert.True(packed.Contains(Same("scope", "a")));
        Assert.False(packed.Contains(Same("scope", "b")));
        Assert.False(packed.Contains(Same("scope", "ä")));
        Assert.False(packed.Contains(Same("other", "a")));
        packed.Put(Same("scope", "ä"), "2");
        Assert.False(packed.Contains(Same("scope", "ö")));
        Assert.Equal(["1", "2"], packed.Select(change => change.Value));
        var copy = new PackedChanges(_scopes);
        copy.Put(packed);
        Assert.Equal(["1", "2"], copy.Select(change => change.Value));
    }

    [Fact]
    public void Put_ValueLongerThanAChunk_IsKept()
    {
        var value = new string('日', 200_000);
        var packed = Of(("a", "1"), ("long", value), ("b", "2"));

        Assert.Equal(["1", value, "2"], packed.Select(change => change.Value));
        packed.Clear();
        packed.Put(Key("a"), value);
        Assert.Equal(value, packed[0].Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => packed[1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(int.MaxValue)]
    public void Number_WrittenAndRead_IsTheSame(int number)
    {
        var room = new byte[PackedNumber.MostBytes];
        var size = PackedNumber.Write(room, number);

        Assert.Equal((number, size), (PackedNumber.Read(room, out var read), read));
    }

    private static MemoryKey AnyKey(Random random) => new(
        random.Next(2) == 0 ? "one/scope" : "another",
        random.Next(4) == 0 ? $"ключ {random.Next(300)}" : random.Next(50) == 0 ? new string('k', 600 + random.Next(3)) + "ä" : $"{random.Next(1000)}");

    private static string? AnyValue(Random random) => random.Next(5) switch
    {
        0 => null,
        1 => "",
        2 => new string('v', random.Next(100_000)),
        _ => $"{{\"title\":\"Köchin {random.Next()} 🚀\"}}",
    };

    private static HashedKey Key(string key) => new(new MemoryKey("scope", key));

    private PackedChanges Of(params (string Key, string? Value)[] changes)
    {
        var packed = new PackedChanges(_scopes);
        foreach (var (key, value) in changes)
        {
            packed.Put(Key(key), value);
        }

        return packed;
    }
}
