using JobPilot.Engine.Memory;

namespace JobPilot.Engine.Tests.Memory;

public class EngineMemoryTests
{
    private static readonly MemoryKey Key = new("scope", "key");

    [Fact]
    public async Task Get_ViewCatchesUpBetweenKnowingAndReading_StillHasTheValue()
    {
        var view = new Dictionary<MemoryKey, string>();
        var memory = new EngineMemory((_, _) => new(new Dictionary<MemoryKey, string>(view)));
        memory.Set(Key, "value");
        memory.Commit(1);

        Assert.True(memory.Knows(Key));
        view[Key] = "value";
        memory.Forget(1);

        Assert.Equal("value", memory.Get(Key));
        memory.EndBatch();
        Assert.False(memory.Knows(Key));
        await memory.FetchAsync([Key], default);
        Assert.Equal("value", memory.Get(Key));
    }

    [Fact]
    public void Rewind_DropsTheUnitAndKeepsWhatIsCommitted() // Invariant 2
    {
        var memory = new EngineMemory((_, _) => throw new NotSupportedException());
        memory.Set(Key, "first");
        memory.Commit(1);
        memory.Set(Key, "second");

        memory.Rewind();

        Assert.Empty(memory.Changes);
        Assert.True(memory.Knows(Key));
        Assert.Equal("first", memory.Get(Key));
    }

    [Fact]
    public void Forget_LaterCommitOfTheKey_KeepsIt()
    {
        var memory = new EngineMemory((_, _) => throw new NotSupportedException());
        memory.Set(Key, "first");
        memory.Commit(1);
        memory.Set(Key, null);
        memory.Commit(2);

        memory.Forget(1);

        Assert.True(memory.Knows(Key));
        Assert.Null(memory.Get(Key));
    }

    [Fact]
    public void Knows_BeganEmpty_OnlyWhatTheRunWroteIsRead()
    {
        var memory = new EngineMemory((_, _) => throw new NotSupportedException());
        memory.BeginEmpty();

        Assert.True(memory.Knows(Key));
        Assert.Null(memory.Get(Key));
        memory.EndBatch();
        memory.Set(Key, "value");
        memory.Commit(1);
        memory.Forget(1);

        Assert.False(memory.Knows(Key));
        Assert.True(memory.Knows(new MemoryKey("other scope", Key.Key)));
    }

    [Fact]
    public async Task Inverse_KeyChangedTwiceOverTwoBatches_HasTheValueBeforeTheUnit()
    {
        var memory = new EngineMemory((_, _) => new(new Dictionary<MemoryKey, string> { [Key] = "before" }));
        var (other, committed) = (new MemoryKey("scope", "other"), new MemoryKey("scope", "committed"));
        memory.Set(committed, "kept");
        memory.Commit(1);
        await memory.FetchAsync([Key, other], default);
        memory.Set(Key, "first");
        memory.EndBatch();
        memory.Set(Key, "second");
        memory.Set(other, null);
        memory.Set(committed, null);

        Assert.Equal(
            [new MemoryChange(Key, "before"), new MemoryChange(other, null), new MemoryChange(committed, "kept")],
            memory.Inverse.OrderBy(change => change.Key == Key ? 0 : change.Key == other ? 1 : 2));
        memory.Commit(2);
        Assert.Empty(memory.Inverse);
    }

    [Fact]
    public async Task Reads_KeysWithAValueThatStayedUnchanged_AreNoted()
    {
        var (changed, missing) = (new MemoryKey("scope", "changed"), new MemoryKey("scope", "missing"));
        var memory = new EngineMemory((_, _) => new(new Dictionary<MemoryKey, string> { [Key] = "value", [changed] = "value" })) { NotesReads = true };
        await memory.FetchAsync([Key, changed, missing], default);
        memory.Set(changed, "other");
        memory.EndBatch();

        Assert.Equal([MemoryReads.Hash(Key)], memory.Reads);
        memory.Rewind();
        Assert.Empty(memory.Reads);
    }
}
