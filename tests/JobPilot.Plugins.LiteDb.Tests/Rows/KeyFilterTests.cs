using JobPilot.Plugins.LiteDb.Rows;

namespace JobPilot.Plugins.LiteDb.Tests.Rows;

public sealed class KeyFilterTests
{
    [Fact]
    public void MayHold_KeysThatWereAdded_AreNeverDenied()
    {
        var filter = new KeyFilter();
        filter.BeginEmpty();
        foreach (var key in Enumerable.Range(0, 20_000).Select(i => $"key {i}"))
        {
            filter.Add(key);
        }

        Assert.All(Enumerable.Range(0, 20_000), i => Assert.True(filter.MayHold($"key {i}")));
        Assert.InRange(Enumerable.Range(0, 20_000).Count(i => filter.MayHold($"other {i}")), 0, 20);
    }

    [Fact]
    public void MayHold_CollectionThatHadRows_MayHoldAnyKey() => Assert.True(new KeyFilter().MayHold("any"));
}
