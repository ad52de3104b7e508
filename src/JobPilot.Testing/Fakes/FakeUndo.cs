namespace JobPilot.Testing;

/// <summary>What <see cref="FakeOwner"/> keeps so that runs can be taken back.</summary>
internal sealed class FakeUndo
{
    private readonly List<Kept> _kept = [];

    public IReadOnlyList<UndoEntry> Entries => [.. _kept.Select(kept => kept.Entry)];

    public UndoMemory MemoryOf(long number) => _kept.Find(kept => kept.Entry.Number == number)?.Memory ?? new UndoMemory(default, default);

    public UndoRows Compare(string runId, IReadOnlyDictionary<string, Record> rows)
    {
        var mine = _kept.Where(kept => kept.Entry.RunId == runId).ToList();
        var before = mine.SelectMany(kept => kept.Before).GroupBy(row => row.Key, StringComparer.Ordinal).ToDictionary(row => row.Key, row => row.First().Value, StringComparer.Ordinal);
        return new UndoRows
        {
            Removed = before.Count(row => row.Value is null && rows.ContainsKey(row.Key)),
            Restored = before.Count(row => row.Value is not null && rows.ContainsKey(row.Key)),
            BroughtBack = before.Count(row => row.Value is not null && !rows.ContainsKey(row.Key)),
            Overlaps = [.. _kept.Where(kept => mine.Count > 0 && kept.Entry.Number > mine[^1].Entry.Number && kept.Entry.RunId.Length > 0)
                .GroupBy(kept => kept.Entry.RunId, StringComparer.Ordinal)
                .Select(later => (RunId: later.Key, Keys: later.SelectMany(kept => kept.Met).Where(before.ContainsKey).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()))
                .Where(later => later.Keys.Count > 0).Select(later => new UndoOverlap(later.RunId, later.Keys.Count, [.. later.Keys.Take(5)]))],
        };
    }

    public IReadOnlyList<RowRun> RunsOf(string key) => [.. _kept.Where(kept => kept.Entry.RunId.Length > 0 && kept.Met.Contains(key))
        .GroupBy(kept => kept.Entry.RunId, StringComparer.Ordinal).Select(run => new RowRun(run.Key, run.Max(kept => kept.DidTo(key))))];

    /// <summary>Before a commit is applied: trims, takes back what it undoes, and notes what it will replace. Returns the memory that follows in the journal.</summary>
    public IReadOnlyList<byte[]> Begin(Commit commit, FakeOwner owner, IDictionary<string, Record> rows)
    {
        _kept.RemoveAll(kept => kept.Entry.Number <= commit.UndoTrim);
        var undone = commit.Undoes is { } run ? _kept.Where(kept => kept.Entry.RunId == run).Reverse().ToList() : [];
        foreach (var (key, before) in undone.SelectMany(kept => kept.Before))
        {
            if (before is null)
            {
                rows.Remove(key);
            }
            else
            {
                rows[key] = before;
            }
        }

        _kept.RemoveAll(undone.Contains);
        List<byte[]> memory = [.. undone.Where(kept => !kept.Memory.Changes.IsEmpty).Select(kept => kept.Memory.Changes.ToArray())];
        if (commit.Undo is { } undo)
        {
            _kept.Add(new Kept(
                new UndoEntry(commit.Number, undo.RunId)
                {
                    Last = commit.Number + memory.Count,
                    At = undo.At,
                    First = undo.First,
                    Note = undo.Note,
                    Undoes = commit.Undoes,
                    UndoneFirst = undone is [.., var oldest] ? oldest.Entry.Number : 0,
                    UndoneLast = undone is [var newest, ..] ? newest.Entry.Last : 0,
                    Splits = commit.Splits.Select(split => split.SplitId).Distinct(StringComparer.Ordinal).ToDictionary(id => id, owner.StateOf, StringComparer.Ordinal),
                    Marks = commit.Marks.Keys.ToDictionary(sink => sink, owner.MarkOf, StringComparer.Ordinal),
                },
                new UndoMemory(undo.Memory.ToArray(), undo.Reads.ToArray()),
                [.. commit.Rows.Select(row => row.Key!).Distinct(StringComparer.Ordinal)],
                commit.Rows.Select(row => row.Key!).Distinct(StringComparer.Ordinal).ToDictionary(key => key, key => rows.TryGetValue(key, out var row) ? row.Clone() : null, StringComparer.Ordinal)));
        }

        return memory;
    }

    /// <summary>After its rows are applied: those that stayed as they were need no image.</summary>
    public void Complete(Commit commit, IReadOnlyDictionary<string, Record> rows)
    {
        if (commit.Undo is not null)
        {
            var before = _kept[^1].Before;
            foreach (var key in before.Keys.Where(key => before[key]?.ToString() == rows.GetValueOrDefault(key)?.ToString()).ToList())
            {
                before.Remove(key);
            }
        }
    }

    private sealed record Kept(UndoEntry Entry, UndoMemory Memory, IReadOnlyList<string> Met, Dictionary<string, Record?> Before)
    {
        public RowDeed DidTo(string key) => !Before.TryGetValue(key, out var before) ? RowDeed.Met : before is null ? RowDeed.Inserted : RowDeed.Replaced;
    }
}
