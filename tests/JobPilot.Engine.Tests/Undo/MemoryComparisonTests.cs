using JobPilot.Engine.Memory;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Engine.Undo;

namespace JobPilot.Engine.Tests.Undo;

/// <summary>What a run changed of the memory, beside what later runs changed or read of it.</summary>
public class MemoryComparisonTests
{
    private readonly Dictionary<long, UndoMemory> _memory = [];
    private readonly List<UndoEntry> _entries = [];
    private long _most;

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(1000)]
    [InlineData(7)]
    [InlineData(1)]
    public async Task Compare_SlicesOfAnySize_CountsEachKeyOnce(long sliceSize) // Invariant 7
    {
        Commit("run-1", changed: Range(0, 60));
        Commit("run-1", changed: Range(40, 60)); // 20 of them again.
        Commit("run-2", changed: Range(90, 20), read: Range(200, 50));
        Commit("run-2", changed: Range(95, 5), read: Range(0, 3));
        Commit("run-3", changed: Range(500, 10), read: Range(600, 10));

        var (keys, overlaps) = await CompareAsync(sliceSize);

        Assert.Equal(100, keys);
        Assert.Equal([("run-2", 13L), ("run-3", 0L)], overlaps.Select(one => (one.Key, one.Value)).Order());
    }

    [Fact]
    public async Task Compare_RunThatRemembersNothing_ReadsNoLaterRun()
    {
        Commit("run-1", changed: []);
        Commit("run-2", changed: Range(0, 10));

        var (keys, overlaps) = await CompareAsync(1000);

        Assert.Equal((0L, 0L), (keys, overlaps["run-2"]));
        Assert.Equal(1, _most);
    }

    [Fact]
    public async Task Compare_SameKeyOfAnotherScope_IsAnotherKey()
    {
        Commit("run-1", changed: Range(0, 1));
        _entries.Add(new UndoEntry(2, "run-2"));
        _memory[2] = new UndoMemory(new MemoryJournal().Write(Packed.Of([new MemoryChange(new MemoryKey("other", "0"), "x")])), default);

        Assert.Equal(0L, (await CompareAsync(1000)).Overlaps["run-2"]);
    }

    private static IEnumerable<int> Range(int first, int count) => Enumerable.Range(first, count);

    private static MemoryKey Key(int number) => new("dedupe", $"{number}");

    private void Commit(string run, IEnumerable<int> changed, IEnumerable<int>? read = null)
    {
        var number = _entries.Count + 1;
        _entries.Add(new UndoEntry(number, run));
        _memory[number] = new UndoMemory(
            new MemoryJournal().Write(Packed.Of([.. changed.Select(one => new MemoryChange(Key(one), null))])), MemoryReads.Write([.. (read ?? []).Select(one => MemoryReads.Hash(Key(one)))]));
    }

    private ValueTask<(long Keys, IReadOnlyDictionary<string, long> Overlaps)> CompareAsync(long sliceSize)
    {
        var comparison = new MemoryComparison(
            (entry, _) =>
            {
                _most = Math.Max(_most, entry.Number);
                return new(_memory[entry.Number]);
            },
            memory => MemoryJournal.Read(memory.Changes))
        { SliceSize = sliceSize };
        var log = _entries.ToLookup(entry => entry.RunId == "run-1");
        return comparison.CompareAsync([.. log[true]], log[false].GroupBy(entry => entry.RunId, StringComparer.Ordinal), default);
    }
}
