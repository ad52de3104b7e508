using Microsoft.Data.Sqlite;

namespace JobPilot.State.Tests;

public sealed class StateStoreOpeningTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_WithoutUse_MakesNothing()
    {
        await using (_folder.Open())
        {
            Assert.False(Directory.Exists(_folder.Path));
        }

        Assert.False(Directory.Exists(_folder.Path));
    }

    [Fact]
    public async Task Open_FirstUse_MakesFolderAndFile()
    {
        await using var store = _folder.Open();
        Assert.Equal(0, await store.LastCommitAsync("owner", None));
        Assert.True(File.Exists(_folder.File));
        Assert.Equal(_folder.File, store.Location);
    }

    [Fact]
    public async Task OpenReadOnly_WithoutFile_FindsNothingAndMakesNothing()
    {
        await using var store = _folder.OpenReadOnly();
        Assert.Equal(0, await store.LastCommitAsync("owner", None));
        Assert.Equal(0, await store.UsedAsync("account", "2026-01", None));
        Assert.Empty(await store.ListRunsAsync(null, 10, None));
        Assert.Empty(await store.CheckAsync(None));
        Assert.False(Directory.Exists(_folder.Path));
    }

    [Fact]
    public async Task OpenReadOnly_ClosedFile_ReadsAndLeavesTheFolderAsItIs()
    {
        await using (var writer = _folder.Open())
        {
            await writer.SpendAsync("account", "2026-01", 10, 3, None);
        }

        var before = Listing();
        await using (var store = _folder.OpenReadOnly())
        {
            Assert.Equal(3, await store.UsedAsync("account", "2026-01", None));
            Assert.Equal(before, Listing());
        }

        Assert.Equal(before, Listing());
    }

    [Fact]
    public async Task OpenReadOnly_WhileAnotherWrites_SeesItsWrites()
    {
        await using var writer = _folder.Open();
        await writer.SpendAsync("account", "2026-01", 10, 3, None);
        await using var store = _folder.OpenReadOnly();
        Assert.Equal(3, await store.UsedAsync("account", "2026-01", None));
        await writer.SpendAsync("account", "2026-01", 10, 1, None);
        Assert.Equal(4, await store.UsedAsync("account", "2026-01", None));
    }

    [Fact]
    public async Task OpenReadOnly_Write_Fault()
    {
        await using var store = _folder.OpenReadOnly();
        var fault = await Assert.ThrowsAsync<FaultException>(async () => await store.SpendAsync("account", "2026-01", 10, 1, None));
        AssertFault(fault, ErrorCodes.ReadOnly);
        Assert.False(Directory.Exists(_folder.Path));
    }

    [Theory]
    [InlineData("a shopping list")]
    [InlineData("SQLite format 2\0 and more")]
    public async Task Open_FileOfAnotherKind_FaultAndUntouched(string contents)
    {
        Directory.CreateDirectory(_folder.Path);
        await File.WriteAllTextAsync(_folder.File, contents, None);
        await using var store = _folder.Open();
        AssertFault(await Assert.ThrowsAsync<FaultException>(() => WriteAsync(store)), ErrorCodes.Foreign);
        Assert.Equal(contents, await File.ReadAllTextAsync(_folder.File, None));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherProgram_FaultAndUntouched()
    {
        var before = await ChangedAsync("CREATE TABLE theirs (id); INSERT INTO theirs VALUES (1);");
        await using var store = _folder.Open();
        AssertFault(await Assert.ThrowsAsync<FaultException>(() => WriteAsync(store)), ErrorCodes.Foreign);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File, None));
    }

    [Fact]
    public async Task Open_PreRelease_FaultAndUntouched()
    {
        await MadeAsync();
        var before = await ChangedAsync("PRAGMA user_version = 1");
        await using var store = _folder.Open();
        var fault = await Assert.ThrowsAsync<FaultException>(() => WriteAsync(store));
        AssertFault(fault, ErrorCodes.Foreign);
        Assert.Contains("version 1", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File, None));
    }

    [Fact]
    public async Task Open_VersionBefore_IsLookedAtAsItIsAndUpgradedByTheFirstWrite()
    {
        await MadeAsync();
        var before = await ChangedAsync("DROP TABLE undo; PRAGMA user_version = 2");
        await using (var looked = _folder.OpenReadOnly())
        {
            Assert.Equal(1, await looked.UsedAsync("account", "2026-01", None));
            Assert.Empty(await looked.ReadUndoAsync("owner", None));
            Assert.True((await looked.ReadUndoMemoryAsync("owner", 1, None)).Changes.IsEmpty);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File, None));
        await using var store = _folder.Open();
        var claim = await store.ClaimAsync(new ClaimRequest("owner", ["all"], 0), None);
        await store.CommitAsync(new Commit("owner", 1, [new SplitCommit("all", claim.Epochs["all"], new SplitState())]) { Undo = new CommitUndo("run") }, None);
        Assert.Equal("run", Assert.Single(await store.ReadUndoAsync("owner", None)).RunId);
        Assert.Equal(1, await store.UsedAsync("account", "2026-01", None));
    }

    [Fact]
    public async Task Open_NewerVersion_FaultNamesBothAndUntouched()
    {
        await MadeAsync();
        var before = await ChangedAsync("PRAGMA user_version = 7");
        await using var store = _folder.Open();
        var fault = await Assert.ThrowsAsync<FaultException>(() => WriteAsync(store));
        AssertFault(fault, ErrorCodes.NewerVersion);
        Assert.Contains("version 7", fault.Message, StringComparison.Ordinal);
        Assert.Contains("up to 3", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File, None));
    }

    [Fact]
    public async Task Open_EmptyFile_IsFilled()
    {
        Directory.CreateDirectory(_folder.Path);
        await File.WriteAllBytesAsync(_folder.File, [], None);
        await MadeAsync();
        await using var store = _folder.OpenReadOnly();
        Assert.Equal(1, await store.UsedAsync("account", "2026-01", None));
    }

    [Fact]
    public async Task Open_LogWithoutItsFile_FaultAndUntouched()
    {
        Directory.CreateDirectory(_folder.Path);
        await File.WriteAllTextAsync($"{_folder.File}-wal", "the last commits", None);
        await using var store = _folder.Open();
        AssertFault(await Assert.ThrowsAsync<FaultException>(() => WriteAsync(store)), ErrorCodes.Incomplete);
        Assert.Equal("the last commits", await File.ReadAllTextAsync($"{_folder.File}-wal", None));
        Assert.False(File.Exists(_folder.File));
    }

    [Fact]
    public async Task Open_FolderIsAFile_Fault()
    {
        await File.WriteAllTextAsync(_folder.Path, "", None);
        try
        {
            await using var store = _folder.Open();
            AssertFault(await Assert.ThrowsAsync<FaultException>(() => WriteAsync(store)), ErrorCodes.CannotOpen);
        }
        finally
        {
            File.Delete(_folder.Path);
        }
    }

    [Fact]
    public async Task Open_DamagedPages_FaultAndCheckFindsIt()
    {
        await MadeAsync(keys: 2000);
        var bytes = await File.ReadAllBytesAsync(_folder.File, None);
        bytes.AsSpan(4096).Fill(0xEE);
        await File.WriteAllBytesAsync(_folder.File, bytes, None);
        await using var store = _folder.Open();
        AssertFault(await Assert.ThrowsAsync<FaultException>(() => WriteAsync(store)), ErrorCodes.Corrupt);
        Assert.Equal(ErrorCodes.Corrupt, Assert.Single(await store.CheckAsync(None)).Code);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.File, None));
    }

    [Fact]
    public async Task Check_OnePageDamaged_FindsItWithAMend()
    {
        await MadeAsync(keys: 5000);
        var bytes = await File.ReadAllBytesAsync(_folder.File, None);
        bytes.AsSpan(bytes.Length - 4096, 512).Fill(0xEE);
        await File.WriteAllBytesAsync(_folder.File, bytes, None);
        await using var store = _folder.OpenReadOnly();
        var finding = Assert.Single(await store.CheckAsync(None));
        Assert.Equal(ErrorCodes.Corrupt, finding.Code);
        Assert.NotNull(finding.Fix);
    }

    [Fact]
    public async Task Check_WholeFile_FindsNothing()
    {
        await MadeAsync(keys: 100);
        await using var store = _folder.Open();
        Assert.Empty(await store.CheckAsync(None));
    }

    [Fact]
    public async Task Dispose_Twice_HarmlessAndThenClosed()
    {
        var store = _folder.Open();
        await WriteAsync(store);
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => WriteAsync(store));
    }

    private static async Task WriteAsync(StateStore store) => await store.SpendAsync("account", "2026-01", 10, 1, None);

    private static void AssertFault(FaultException fault, string code)
    {
        Assert.Equal(code, fault.Code);
        Assert.Equal(FaultKind.Fatal, fault.Kind);
        Assert.Contains(StateStore.FileName, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Fix);
    }

    private IEnumerable<string> Listing() => Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal).ToList();

    private async Task MadeAsync(int keys = 1)
    {
        await using var store = _folder.Open();
        await WriteAsync(store);
        if (keys > 1)
        {
            await store.ApplyAsync(
                "owner", "home", 1, 1,
                [.. Enumerable.Range(0, keys).Select(key => new MemoryChange(new MemoryKey("scope", $"key {key}"), new string('v', 100)))],
                None);
        }
    }

    private async Task<byte[]> ChangedAsync(string sql)
    {
        Directory.CreateDirectory(_folder.Path);
        await using (var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False"))
        {
            await connection.OpenAsync(None);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(None);
        }

        return await File.ReadAllBytesAsync(_folder.File, None);
    }
}
