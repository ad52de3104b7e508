using JobPilot.Plugins.Jobs.ValidateJob;

namespace JobPilot.Plugins.Jobs.Tests.ValidateJob;

public class RightTextsTests
{
    [Fact]
    public void Contains_TextMetTwice_IsKnown()
    {
        var right = new RightTexts();
        Assert.False(right.Contains("""{"a":1}"""u8, out var hash));
        right.Add("""{"a":1}"""u8, hash);
        Assert.False(right.Contains("""{"a":1}"""u8, out _));
        right.Add("""{"a":1}"""u8, hash);
        Assert.True(right.Contains("""{"a":1}"""u8, out _));
        Assert.False(right.Contains("""{"a":2}"""u8, out _));
    }

    [Fact]
    public void Contains_AnotherTextOfTheSameHash_IsNotKnown()
    {
        var right = new RightTexts();
        right.Contains("""["a"]"""u8, out var hash);
        right.Add("""["b"]"""u8, hash);
        right.Add("""["b"]"""u8, hash);
        Assert.False(right.Contains("""["a"]"""u8, out _));
    }
}
