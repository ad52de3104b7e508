using JobPilot.Plugins.LiteDb.Rows;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>
/// What the home keeps so that runs can be taken back. Written in the transaction of the commit that it belongs to; of a row that is new only its key is kept.
/// </summary>
internal static class UndoLog
{
    /// <summary>Commits whose log goes with one commit, at most: a long run's log goes little by little.</summary>
    private const int TrimmedAtOnce = 50;
    private const int KeysShown = 5;

    /// <summary>Collects what a commit replaces, before its transaction begins.</summary>
    /// <param name="database">The database.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="plan">What it does to rows.</param>
    /// <param name="rules">How rows are made.</param>
    /// <param name="splits">Its splits as they are.</param>
    /// <param name="owner">Its owner as it is.</param>
    /// <param name="last">Last number that it takes up.</param>
    /// <param name="undone">The log of the run that it takes back; empty for any other commit.</param>
    /// <returns>What is to be written; null where nothing is kept.</returns>
    public static Action<LiteEngine>? Record(
        Database database, Commit commit, RowPlan plan, RowRules rules, IReadOnlyDictionary<string, SplitDocument?> splits, OwnerDocument owner, long last,
        IReadOnlyList<UndoDocument> undone)
    {
        if (commit.Undo is not { } undo)
        {
            return null;
        }

        var rows = plan.Images(database).Pack();
        var document = new UndoDocument(EntryOf(commit, undo, splits, owner, last, undone))
        {
            Collection = rules.Collection,
            Order = OwnerDocument.ReadLastCommits(database).Values.Sum() + 1,
            RowParts = rows.Count,
            HasMemory = !undo.Memory.IsEmpty,
            HasReads = !undo.Reads.IsEmpty,
        };
        return engine =>
        {
            Stored.Put(engine, HomeCollections.Undo, document.ToBson(commit.Owner));
            for (var part = 0; part < rows.Count; part++)
            {
                UndoParts.Put(engine, commit.Owner, commit.Number, UndoParts.Rows, part, rows[part]);
            }

            PutMemory(engine, commit, UndoParts.Memory, undo.Memory);
            PutMemory(engine, commit, UndoParts.Reads, undo.Reads);
        };
    }

    /// <summary>The log of the oldest commits up to a number.</summary>
    public static List<UndoDocument> Trimmed(Database database, string owner, long number) =>
        number <= 0 ? [] : UndoDocument.ReadUpTo(database, owner, 0, number, TrimmedAtOnce);

    public static void Remove(LiteEngine engine, string owner, IReadOnlyList<UndoDocument> documents)
    {
        if (documents.Count > 0)
        {
            engine.Delete(HomeCollections.UndoParts, documents.SelectMany(document => document.PartIds(owner)));
            engine.Delete(HomeCollections.Undo, documents.Select(document => new BsonValue(HomeCollections.JournalId(owner, document.Entry.Number))));
        }
    }

    /// <summary>The log of a run, in order.</summary>
    public static List<UndoDocument> Of(Database database, string owner, string runId) =>
        [.. UndoDocument.ReadAll(database, owner).Where(document => document.Entry.RunId == runId)];

    public static UndoMemory ReadMemory(Database database, string owner, long number) => UndoDocument.Read(database, owner, number) is { } document
        ? new UndoMemory(
            UndoParts.ReadMemory(database, owner, number, UndoParts.Memory, document.HasMemory),
            UndoParts.ReadMemory(database, owner, number, UndoParts.Reads, document.HasReads))
        : new UndoMemory(default, default);

    /// <summary>Says what taking a run back does to rows, and who met them since. The keys of the run are held in memory, its rows are not.</summary>
    public static UndoRows Compare(Database database, string owner, string runId)
    {
        var all = UndoDocument.ReadAll(database, owner);
        var mine = all.Where(document => document.Entry.RunId == runId).ToList();
        if (mine.Count == 0)
        {
            return UndoRows.None;
        }

        var first = ReadRows(database, owner, mine);
        var last = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var keys in first.Keys.Chunk(RowPages.MaxRows))
        {
            foreach (var row in database.Query(mine[0].Collection, Queries.WhereIdIn(keys.Select(key => new BsonValue(key))).Select("{ _id }")))
            {
                last[RowImages.KeyOf(row)] = true;
            }
        }

        return new UndoRows
        {
            Removed = first.Count(row => !row.Value && last.ContainsKey(row.Key)),
            Restored = first.Count(row => row.Value && last.ContainsKey(row.Key)),
            BroughtBack = first.Count(row => row.Value && !last.ContainsKey(row.Key)),
            Overlaps = [.. all.Where(document => document.Entry.Number > mine[^1].Entry.Number && document.Entry.RunId.Length > 0)
                .GroupBy(document => document.Entry.RunId, StringComparer.Ordinal)
                .Select(later => Overlap(database, owner, later.Key, later, first)).OfType<UndoOverlap>(), .. OverlapsElsewhere(database, owner, mine, first)],
        };
    }

    /// <summary>Later runs of other owners with rows in the same collection that met rows of a run: of them, too, only what is still kept is known.</summary>
    public static IReadOnlyList<UndoOverlap> OverlapsElsewhere(Database database, string owner, IReadOnlyList<UndoDocument> run) =>
        run.Count == 0 ? [] : [.. OverlapsElsewhere(database, owner, run, ReadRows(database, owner, run))];

    /// <summary>The runs that met a row, oldest first. A part of the log at a time is in memory.</summary>
    public static IReadOnlyList<RowRun> RunsOf(Database database, string owner, string collection, string key)
    {
        var deeds = new List<RowRun>();
        foreach (var document in UndoDocument.ReadAll(database, owner).Where(document => document.Entry.RunId.Length > 0 && document.Collection == collection))
        {
            foreach (var images in UndoParts.ReadRows(database, owner, document))
            {
                RowDeed? did = images.Inserted.Contains(key) ? RowDeed.Inserted
                    : images.Images.Any(image => RowImages.KeyOf(image) == key) ? RowDeed.Replaced
                    : images.Met.Contains(key) ? RowDeed.Met : null;
                if (did is { } deed)
                {
                    deeds.Add(new RowRun(document.Entry.RunId, deed));
                }
            }
        }

        return [.. deeds.GroupBy(deed => deed.RunId, StringComparer.Ordinal).Select(run => new RowRun(run.Key, run.Max(deed => deed.Did)))];
    }

    /// <summary>
    /// Takes a run back inside a transaction, newest commit first: rows get the form that they had before it, and its kept memory follows in the journal. A part at a
    /// time is in memory.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="engine">Its engine, in a transaction.</param>
    /// <param name="commit">The commit that takes the run back.</param>
    /// <param name="run">What is kept of the run, in order.</param>
    public static void TakeBack(Database database, LiteEngine engine, Commit commit, IReadOnlyList<UndoDocument> run)
    {
        var journal = commit.Number;
        var growth = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var document in run.Reverse())
        {
            foreach (var images in UndoParts.ReadRows(database, commit.Owner, document))
            {
                growth[document.Collection] = growth.GetValueOrDefault(document.Collection) + Restore(database, engine, document.Collection, images);
            }

            if (document.HasMemory)
            {
                var blob = UndoParts.ReadMemory(database, commit.Owner, document.Entry.Number, UndoParts.Memory, exists: true);
                Stored.Put(engine, HomeCollections.Journal, JournalDocuments.ToBson(commit.Owner, ++journal, blob));
            }
        }

        foreach (var (collection, rows) in growth.Where(one => one.Value != 0))
        {
            RowTotals.Put(engine, collection, (RowTotals.Read(database, collection) ?? 0) + rows);
        }

        Remove(engine, commit.Owner, run);
    }

    private static long Restore(Database database, LiteEngine engine, string collection, RowImages images)
    {
        long growth = 0;
        if (images.Inserted.Count > 0)
        {
            growth -= engine.Delete(collection, images.Inserted.Select(key => new BsonValue(key)));
        }

        if (images.Images.Count > 0)
        {
            var keys = database.KeysOf(collection);
            images.Images.ToList().ForEach(image => keys.Add(RowImages.KeyOf(image)));
            growth += engine.Upsert(collection, images.Images, BsonAutoId.ObjectId);
        }

        return growth;
    }

    private static UndoEntry EntryOf(
        Commit commit, CommitUndo undo, IReadOnlyDictionary<string, SplitDocument?> splits, OwnerDocument owner, long last, IReadOnlyList<UndoDocument> undone) => new(commit.Number, undo.RunId)
        {
            Last = last,
            Undoes = commit.Undoes,
            UndoneFirst = undone is [var oldest, ..] ? oldest.Entry.Number : 0,
            UndoneLast = undone is [.., var newest] ? newest.Entry.Last : 0,
            At = undo.At,
            First = undo.First,
            Note = undo.Note,
            Splits = splits.ToDictionary(split => split.Key, split => split.Value?.State is { } state ? SplitState.FromJson(state) : null, StringComparer.Ordinal),
            Marks = commit.Marks.Keys.ToDictionary(sink => sink, owner.Marks.GetValueOrDefault, StringComparer.Ordinal),
        };

    private static void PutMemory(LiteEngine engine, Commit commit, char kind, ReadOnlyMemory<byte> blob)
    {
        if (!blob.IsEmpty)
        {
            UndoParts.Put(engine, commit.Owner, commit.Number, kind, 0, RowImages.PackBytes(blob.Span));
        }
    }

    /// <summary>Rows that a run changed, and whether each was there before it.</summary>
    private static Dictionary<string, bool> ReadRows(Database database, string owner, IEnumerable<UndoDocument> run)
    {
        var rows = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var images in run.SelectMany(document => UndoParts.ReadRows(database, owner, document)))
        {
            images.Inserted.ToList().ForEach(key => rows.TryAdd(key, false));
            images.Images.ToList().ForEach(image => rows.TryAdd(RowImages.KeyOf(image), true));
        }

        return rows;
    }

    private static IEnumerable<UndoOverlap> OverlapsElsewhere(Database database, string owner, IReadOnlyList<UndoDocument> mine, Dictionary<string, bool> rows) =>
        from other in OwnerDocument.ReadLastCommits(database).Keys.Where(other => other != owner).Order(StringComparer.Ordinal)
        from later in UndoDocument.ReadAll(database, other)
            .Where(document => document.Entry.RunId.Length > 0 && document.Collection == mine[0].Collection && document.IsBehind(mine[0]))
            .GroupBy(document => document.Entry.RunId, StringComparer.Ordinal)
        let overlap = Overlap(database, other, later.Key, later, rows)
        where overlap is not null
        select new UndoOverlap(overlap.RunId, overlap.Rows, overlap.Keys) { Owner = other };

    private static UndoOverlap? Overlap(Database database, string owner, string runId, IEnumerable<UndoDocument> later, Dictionary<string, bool> rows)
    {
        var met = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var images in later.SelectMany(document => UndoParts.ReadRows(database, owner, document)))
        {
            met.UnionWith(images.Keys.Where(rows.ContainsKey));
        }

        return met.Count == 0 ? null : new UndoOverlap(runId, met.Count, [.. met.Take(KeysShown)]);
    }
}
