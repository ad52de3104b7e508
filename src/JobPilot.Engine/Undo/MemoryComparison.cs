using JobPilot.Engine.Memory;

namespace JobPilot.Engine.Undo;

/// <summary>
/// Counts the remembered keys that a run changed, and how many of them each later run changed or read. Invariant 7: keys are compared a slice of all hashes at a time, so that
/// memory does not grow with the run; a long one is read once more for each slice.
/// </summary>
internal sealed class MemoryComparison(Func<UndoEntry, CancellationToken, ValueTask<UndoMemory>> read, Func<UndoMemory, IReadOnlyList<MemoryChange>> changesOf)
{
    /// <summary>Keys of a slice, about 25 MB of them.</summary>
    private const int MostKeys = 1 << 20;

    /// <summary>Changes that one slice is for; a test has fewer.</summary>
    public long SliceSize { get; init; } = MostKeys;

    /// <summary>Compares a run with the later ones.</summary>
    /// <param name="run">The run's commits.</param>
    /// <param name="laterRuns">Commits of each later run.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async ValueTask<(long Keys, IReadOnlyDictionary<string, long> Overlaps)> CompareAsync(
        IReadOnlyList<UndoEntry> run, IEnumerable<IGrouping<string, UndoEntry>> laterRuns, CancellationToken cancellationToken)
    {
        var later = laterRuns.ToList();
        var (keys, overlaps) = (0L, later.ToDictionary(one => one.Key, _ => 0L, StringComparer.Ordinal));
        var changes = await CountChangesAsync(run, cancellationToken).ConfigureAwait(false);
        var slices = (ulong)(changes / SliceSize) + 1;
        for (var slice = 0UL; slice < slices; slice++)
        {
            bool IsInSlice(long hash) => (ulong)hash % slices == slice;
            var mine = new HashSet<long>((int)((ulong)changes / slices));
            foreach (var entry in run)
            {
                mine.UnionWith(Changed(await read(entry, cancellationToken).ConfigureAwait(false)).Where(IsInSlice));
            }

            keys += mine.Count;
            foreach (var one in mine.Count == 0 ? [] : later)
            {
                overlaps[one.Key] += await CountMetAsync(one, mine, cancellationToken).ConfigureAwait(false);
            }
        }

        return (keys, overlaps);
    }

    private async ValueTask<long> CountChangesAsync(IEnumerable<UndoEntry> run, CancellationToken cancellationToken)
    {
        var changes = 0L;
        foreach (var entry in run)
        {
            changes += changesOf(await read(entry, cancellationToken).ConfigureAwait(false)).Count;
        }

        return changes;
    }

    private async ValueTask<long> CountMetAsync(IEnumerable<UndoEntry> run, HashSet<long> mine, CancellationToken cancellationToken)
    {
        var met = new HashSet<long>();
        foreach (var entry in run)
        {
            var memory = await read(entry, cancellationToken).ConfigureAwait(false);
            met.UnionWith(Changed(memory).Concat(MemoryReads.Read(memory.Reads)).Where(mine.Contains));
        }

        return met.Count;
    }

    private IEnumerable<long> Changed(UndoMemory memory) => changesOf(memory).Select(change => MemoryReads.Hash(change.Key));
}
