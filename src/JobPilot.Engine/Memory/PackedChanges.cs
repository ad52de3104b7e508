using System.Collections;

namespace JobPilot.Engine.Memory;

/// <summary>A change of the memory whose value is UTF-8, which takes half of what a string takes.</summary>
/// <param name="Key">Key.</param>
/// <param name="Value">Value; null forgets it.</param>
internal readonly record struct PackedChange(MemoryKey Key, byte[]? Value)
{
    public MemoryChange Change => MemoryChange.OfUtf8(Key, Value);
}

/// <summary>Packed changes as the view takes them.</summary>
internal sealed class PackedChanges(List<PackedChange> changes) : IReadOnlyList<MemoryChange>
{
    public int Count => changes.Count;

    public MemoryChange this[int index] => changes[index].Change;

    public IEnumerator<MemoryChange> GetEnumerator() => changes.Select(change => change.Change).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
