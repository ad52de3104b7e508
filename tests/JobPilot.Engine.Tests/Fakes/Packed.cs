using JobPilot.Engine.Memory;

namespace JobPilot.Engine.Tests.Fakes;

/// <summary>Packs changes.</summary>
internal static class Packed
{
    public static PackedChanges Of(IEnumerable<MemoryChange> changes)
    {
        var packed = new PackedChanges(new ScopeNumbers());
        foreach (var change in changes)
        {
            packed.Put(new HashedKey(change.Key), change.Value);
        }

        return packed;
    }
}
