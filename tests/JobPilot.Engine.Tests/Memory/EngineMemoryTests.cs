using JobPilot.Engine.Memory;

namespace JobPilot.Engine.Tests.Memory;

public class EngineMemoryTests
{
    private static readonly HashedKey Key = new(new MemoryKey("scope", "key"));

    [Fact]
    public async Task Value_ViewCatchesUpBetweenFindingAndReading_IsStillThere()
    {
        var view = new Dictionary<MemoryKey, string>();
        var memory = new EngineMemory((_, _) => new(new Dictionary<MemoryKey, string>(view)));
        await SetAsync(memory, "value");
        memory.Commit(1);
        memory.EndBatch();

        var slot = memory.Find(Key)!;
        memory.Pending();
        view[Key.Key] = "value";
        memory.Forget(1);

        Assert.Equal("value", slot.Value);
        memory.EndBatch();
        Assert.Null(memory.Find(Key));
        await memory.FetchAsync([Key], default);
        Assert.Equal("value", memory.Find(Key)!.Value);
    }

    [Fact]
    public async Task Rewind_DropsTheUnitAndKeepsWhatIsCommitted() // Invariant 2
    {
        var memory = Empty();
        await SetAsync(memory, "first");
        memory.Commit(1);
        await SetAsync(memory, "second");

        memory.Rewind();

        Assert.Empty(memory.Changes);
        Assert.Equal("first", memory.Find(Key)!.Value);
    }

    [Fact]
    public async Task Forget_LaterCommitOfTheKey_KeepsItForTheViewAndForReading()
    {
        var memory = Empty();
        await SetAsync(memory, "first");
        memory.Commit(1);
        Assert.Equal([new MemoryChange(Key.Key, "first")], memory.Pending());
        await SetAsync(memory, null);
        memory.Commit(2);

        memory.Forget(1);
        memory.EndBatch();

        Assert.Null(Assert.IsType<MemorySlot>(memory.Find(Key)).Value);
        Assert.Equal([new MemoryChange(Key.Key, null)], memory.Pending());
    }

    [Fact]
    public async Task Pending_KeyIsCommittedAgainMeanwhile_WhatWasHandedOverStays() // The view is told which commit it has: nothing newer may be among it.
    {
        const string Value = "{\"title\":\"Köchin \0 – 日本 🚀\"}";
        var memory = Empty();
        await SetAsync(memory, Value);
        memory.Commit(1);
        var pending = memory.Pending();

        await SetAsync(memory, "second");
        memory.Commit(2);

        Assert.Equal(new MemoryChange(Key.Key, Value), pending[0]);
        Assert.Equal([new MemoryChange(Key.Key, Value)], pending);
        Assert.Equal("second", memory.Find(Key)!.Value);
    }

    [Fact]
    public async Task Pending_ViewDidNotGetTheLastOnes_HasThemAgain()
    {
        var memory = Empty();
        await SetAsync(memory, "first");
        memory.Commit(1);
        memory.Pending();

        Assert.Equal([new MemoryChange(Key.Key, "first")], memory.Pending());
        memory.Forget(1);
        Assert.Empty(memory.Pending());
    }

    [Fact]
    public async Task Forget_NothingWasHandedOver_NothingIsKept() // A home that is the view itself.
    {
        var memory = Empty();
        await SetAsync(memory, "first");
        memory.Commit(1);
        memory.Forget(1);
        memory.EndBatch();
        Assert.Null(memory.Find(Key));

        await SetAsync(memory, "second");
        memory.Commit(2);

        Assert.Equal([new MemoryChange(Key.Key, "second")], memory.Pending());
    }

    [Fact]
    public async Task Find_BeganEmpty_OnlyWhatTheRunWroteIsRead()
    {
        var memory = new EngineMemory((_, _) => throw new NotSupportedException());
        memory.BeginEmpty();

        Assert.Null(memory.Find(Key)!.Value);
        memory.EndBatch();
        await SetAsync(memory, "value");
        memory.Commit(1);
        memory.Forget(1);
        memory.EndBatch();

        Assert.Null(memory.Find(Key));
        Assert.NotNull(memory.Find(new HashedKey(new MemoryKey("other scope", Key.Key.Key))));
    }

    [Fact]
    public async Task Inverse_KeyChangedTwiceOverTwoBatches_HasTheValueBeforeTheUnit()
    {
        var memory = Empty(new() { [Key.Key] = "before" });
        var (other, committed) = (Another("other"), Another("committed"));
        await SetAsync(memory, "kept", committed);
        memory.Commit(1);
        await SetAsync(memory, "first");
        memory.EndBatch();
        await SetAsync(memory, "second");
        await SetAsync(memory, null, other);
        await SetAsync(memory, null, committed);

        Assert.Equal(
            [new MemoryChange(Key.Key, "before"), new MemoryChange(other.Key, null), new MemoryChange(committed.Key, "kept")],
            memory.Inverse);
        memory.Commit(2);
        Assert.Empty(memory.Inverse);
    }

    [Fact]
    public async Task Reads_KeysWithAValueThatStayedUnchanged_AreNoted()
    {
        var (changed, missing) = (Another("changed"), Another("missing"));
        var memory = Empty(new() { [Key.Key] = "value", [changed.Key] = "value" });
        memory.NotesReads = true;
        await memory.FetchAsync([Key, changed, missing], default);
        await SetAsync(memory, "other", changed);
        memory.EndBatch();

        Assert.Equal([MemoryReads.Hash(Key.Key)], memory.Reads);
        memory.Rewind();
        Assert.Empty(memory.Reads);
    }

    private static EngineMemory Empty(Dictionary<MemoryKey, string>? view = null) => new((_, _) => new(view ?? []));

    private static HashedKey Another(string key) => new(new MemoryKey("scope", key));

    private static async Task SetAsync(EngineMemory memory, string? value, HashedKey? other = null)
    {
        var key = other ?? Key;
        if (memory.Find(key) is null)
        {
            await memory.FetchAsync([key], default);
        }

        memory.Set(memory.Find(key)!, value);
    }
}
