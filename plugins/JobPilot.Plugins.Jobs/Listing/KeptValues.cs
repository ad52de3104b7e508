using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace JobPilot.Plugins.Jobs.Listing;

/// <summary>What was found for keys that come again and again (titles, places, paths), so that it is not looked for twice. Safe on every thread.</summary>
/// <param name="most">How many are kept: the first ones, so that memory is bounded whatever comes.</param>
/// <param name="comparer">How keys are compared; by default as their type does.</param>
internal sealed class KeptValues<TKey, TValue>(int most, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new(comparer);

    // Counted here: the dictionary would take all of its locks to tell.
    private int _count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    /// <summary>Keeps a value where there is room; threads that come at once may keep one more each.</summary>
    public void Add(TKey key, TValue value)
    {
        if (Volatile.Read(ref _count) < most && _values.TryAdd(key, value))
        {
            Interlocked.Increment(ref _count);
        }
    }
}
