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
}
