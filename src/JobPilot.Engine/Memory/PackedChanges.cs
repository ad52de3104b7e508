using System.Collections;
using System.Text;

namespace JobPilot.Engine.Memory;

/// <summary>A change of the memory whose value is UTF-8, which takes half of what a string takes.</summary>
/// <param name="Key">Key.</param>
/// <param name="Value">Value; null forgets it.</param>
internal readonly record struct PackedChange(MemoryKey Key, byte[]? Value)
{
    public MemoryChange Unpack() => new(Key, Value is null ? null : Encoding.UTF8.GetString(Value));
}

/// <summary>Packed changes as the view takes them: each becomes text when it is asked for, so that they never are text all at once.</summary>
internal sealed class PackedChanges(List<PackedChange> changes) : IReadOnlyList<MemoryChange>
{
    public int Count => changes.Count;

    public MemoryChange this[int index] => changes[index].Unpack();

    public IEnumerator<MemoryChange> GetEnumerator() => changes.Select(change => change.Unpack()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
