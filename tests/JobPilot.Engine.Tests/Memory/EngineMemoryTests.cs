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

    private static EngineMemory Empty() => new((_, _) => new(new Dictionary<MemoryKey, string>()));

    private static async Task SetAsync(EngineMemory memory, string? value)
    {
        if (memory.Find(Key) is null)
        {
            await memory.FetchAsync([Key], default);
        }

        memory.Set(memory.Find(Key)!, value);
    }
}
