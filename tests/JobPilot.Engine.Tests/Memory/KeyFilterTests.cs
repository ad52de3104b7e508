using JobPilot.Engine.Memory;

namespace JobPilot.Engine.Tests.Memory;

public class KeyFilterTests
{
    [Fact]
    public void MayContain_ManyKeys_MissesNoneAndTakesFewOthersForThem()
    {
        var filter = new KeyFilter();
        for (var i = 0; i < 100_000; i++)
        {
            filter.Add(Hash("scope", i));
        }

        Assert.All(Enumerable.Range(0, 100_000), i => Assert.True(filter.MayContain(Hash("scope", i))));
        Assert.InRange(Enumerable.Range(0, 100_000).Count(i => filter.MayContain(Hash("other", i))), 0, 100);
    }

    private static ulong Hash(string scope, int key) => new HashedKey(new MemoryKey(scope, $"{key}")).Hash;
}
