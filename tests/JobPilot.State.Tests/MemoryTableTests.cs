namespace JobPilot.State.Tests;

/// <summary>Keys whose hashes are alike: four places for all of them.</summary>
public sealed class MemoryTableTests : IDisposable
{
    private readonly StateFolder _folder = new();
    private readonly StateConnection _connection;
    private readonly MemoryTable _table;

    public MemoryTableTests()
    {
        _connection = StateConnection.OpenWriter(_folder.File);
        _table = new MemoryTable(_connection.Sqlite, (scope, key) => (scope + key.Length) % 4);
    }

    public void Dispose()
    {
        _table.Dispose();
        _connection.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Get_KeysOfOneHash_EachHasItsOwnValue()
    {
        foreach (var number in Enumerable.Range(0, 300))
        {
            Set(number % 3, $"k{number}", $"{number}");
        }

        Assert.All(Enumerable.Range(0, 300), number => Assert.Equal($"{number}", _table.Get(number % 3, $"k{number}")));
        Assert.Null(_table.Get(1, "k0"));
        Assert.Null(_table.Get(0, "absent"));
    }

    [Fact]
    public void Set_NullAndAgain_KeysBehindItAreStillFound()
    {
        Set(0, "aa", "1");
        Set(0, "bb", "2");
        Set(0, "cc", "3");
        Set(0, "bb", null);
        Assert.Null(_table.Get(0, "bb"));
        Assert.Equal("3", _table.Get(0, "cc"));
        Set(0, "bb", "again");
        Assert.Equal("again", _table.Get(0, "bb"));
        Assert.Equal(3, _connection.Sqlite.Scalar<long>("SELECT count(*) FROM memory"));
    }

    [Fact]
    public void Forget_OneScope_KeysOfOthersAreStillFound()
    {
        foreach (var number in Enumerable.Range(0, 60))
        {
            Set(number % 3, $"k{number:00}", $"{number}");
        }

        while (_table.Forget(1, 7) == 7)
        {
        }

        Assert.All(Enumerable.Range(0, 60), number => Assert.Equal(number % 3 == 1 ? null : $"{number}", _table.Get(number % 3, $"k{number:00}")));
        Set(1, "k01", "new");
        Assert.Equal("new", _table.Get(1, "k01"));
        Assert.Equal("59", _table.Get(2, "k59"));
    }

    [Fact]
    public void Hash_ScopeAndKey_Known()
    {
        // It lies in files: another value would lose what they hold.
        Assert.Equal(MemoryHash.Of(1, "key"u8), MemoryHash.Of(1, "key"u8));
        Assert.NotEqual(MemoryHash.Of(1, "key"u8), MemoryHash.Of(2, "key"u8));
        Assert.Equal(880175808207980018, MemoryHash.Of(1, "key"u8));
    }

    private void Set(long scope, string key, string? value) => _table.Set([_table.Place(scope, new MemoryChange(new MemoryKey("", key), value), 0)], [new MemoryChange(new MemoryKey("", key), value)]);
}
