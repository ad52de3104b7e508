using JobPilot.Plugins.LiteDb.Rows;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>
/// The home: claims and commits, each one transaction on the writer's thread. Nobody else can write between its reads and its transaction,
/// since one process holds the file and one thread the engine.
/// </summary>
internal static class HomeStore
{
    private const int MaxJournalBytes = 15_000_000;

    public static Claim Claim(Database database, ClaimRequest request)
    {
        var owner = OwnerDocument.Read(database, request.Owner);
        var splits = SplitDocument.ReadAll(database, request.Owner).ToDictionary(split => split.Split);
        var claimed = request.SplitIds.Distinct()
            .Select(id => splits.TryGetValue(id, out var known) ? new SplitDocument(id, known.Epoch + 1, known.State) : new SplitDocument(id, 1, null))
            .ToList();
        if (claimed.Count > 0)
        {
            database.Transact(engine => engine.Upsert(
                HomeCollections.Splits, claimed.Select(split => split.ToBson(request.Owner)), BsonAutoId.ObjectId));
        }

        return Known(
            database, request.Owner, owner, claimed, splits.Values, JournalDocuments.ReadAfter(database, request.Owner, request.JournalAfter, request.JournalMost));
    }

    /// <summary>Reads what is known, and raises no epoch.</summary>
    public static Claim Peek(Database database, string owner)
    {
        var splits = SplitDocument.ReadAll(database, owner);
        return Known(database, owner, OwnerDocument.Read(database, owner), splits.Where(split => split.State is not null), splits, []);
    }

    /// <summary>What is known of an owner in a database that does not exist.</summary>
    public static Claim Nothing() => new(
        "", 0, new Dictionary<string, long>(), new Dictionary<string, SplitState>(), new Dictionary<string, string>(), [], 0);

    private static Claim Known(
        Database database, string name, OwnerDocument owner, IEnumerable<SplitDocument> epochs, IEnumerable<SplitDocument> splits, IReadOnlyList<JournalEntry> journal) =>
        new(
            HomeSetup.IdOf(database),
            owner.LastCommit,
            epochs.ToDictionary(split => split.Split, split => split.Epoch),
            splits.Where(split => split.State is not null).ToDictionary(split => split.Split, split => SplitState.FromJson(split.State!)),
            owner.Marks,
            journal,
            JournalDocuments.Oldest(database, name))
        {
            LastRunId = owner.RunId,
            Debts = DebtDocuments.ReadAll(database, name),
        };

    public static long LastCommit(Database database, string owner) => OwnerDocument.Read(database, owner).LastCommit;

    /// <summary>Commits; counts are known before the outcome is, so that an unknown outcome can still be answered.</summary>
    /// <param name="database">The database.</param>
    /// <param name="commit">What to commit.</param>
    /// <param name="changes">Its rows, mapped.</param>
    /// <param name="rejected">Rows that could not be mapped.</param>
    /// <param name="rules">How rows are made.</param>
    /// <param name="counted">Told the counts before the transaction begins.</param>
    public static CommitResult Commit(
        Database database, Commit commit, IReadOnlyList<RowChange> changes, List<RejectedRow> rejected, RowRules rules, Action<RowCounts> counted)
    {
        var owner = OwnerDocument.Read(database, commit.Owner);
        var splits = commit.Splits.Select(split => split.SplitId).Distinct(StringComparer.Ordinal)
            .ToDictionary(id => id, id => SplitDocument.Read(database, commit.Owner, id), StringComparer.Ordinal);
        if (FenceReason(database, commit, owner, splits) is { } reason)
        {
            return new CommitResult(CommitStatus.Fenced) { Reason = reason };
        }

        var plan = RowPlan.Create(database, changes, rules, rejected);
        if (rejected.Count > 0)
        {
            return new CommitResult(CommitStatus.Rejected) { Rejected = [.. rejected.OrderBy(row => row.Index)] };
        }

        if (Math.Max(commit.Journal.Length, commit.Undo?.Memory.Length ?? 0) is var length and > MaxJournalBytes)
        {
            throw Faults.Fatal(
                ErrorCodes.WriteFailed,
                $"The memory's changes of one commit have {length:N0} bytes; at most {MaxJournalBytes:N0} fit into '{database.Path}'.",
                "Lower settings.batch_size.");
        }

        counted(plan.Counts);
        var total = RowTotals.Read(database, rules.Collection) ?? 0;
        var trimmed = JournalDocuments.UpTo(database, commit.Owner, commit.JournalTrim);
        var forgotten = UndoLog.Trimmed(database, commit.Owner, commit.UndoTrim);
        var undone = commit.Undoes is { } run ? UndoLog.Of(database, commit.Owner, run) : [];
        if (UndoLog.OverlapsElsewhere(database, commit.Owner, undone) is [var built, ..])
        {
            return new CommitResult(CommitStatus.Fenced) { Reason = $"run {built.RunId} of '{built.Owner}' met {built.Rows} of its rows in '{database.Path}'" };
        }

        var last = commit.Number + undone.Count(document => document.HasMemory);
        var kept = UndoLog.Record(database, commit, plan, rules, splits, owner, last, undone);
        database.Transact(engine =>
        {
            WriteRows(engine, plan, rules, total);
            UndoLog.Remove(engine, commit.Owner, forgotten);
            UndoLog.TakeBack(database, engine, commit, undone);
            kept?.Invoke(engine);
            Stored.Put(engine, HomeCollections.Owners, owner.After(commit, last).ToBson(commit.Owner));
            foreach (var split in commit.Splits)
            {
                Stored.Put(engine, HomeCollections.Splits, new SplitDocument(split.SplitId, split.Epoch, split.State?.ToJson()).ToBson(commit.Owner));
            }

            DebtDocuments.Write(engine, commit.Owner, commit.Debts);
            WriteJournal(engine, commit, trimmed);
        });
        return new CommitResult(CommitStatus.Committed) { Counts = plan.Counts };
    }

    /// <summary>Writes rows alone, for a sink that is not the home.</summary>
    public static WriteResult Write(Database database, IReadOnlyList<RowChange> changes, List<RejectedRow> rejected, RowRules rules)
    {
        var plan = RowPlan.Create(database, changes, rules, rejected);
        if (plan.Writes)
        {
            var total = RowTotals.Read(database, rules.Collection) ?? 0;
            database.Transact(engine => WriteRows(engine, plan, rules, total));
        }

        return new WriteResult { Counts = plan.Counts, Rejected = [.. rejected.OrderBy(row => row.Index)] };
    }

    private static void WriteRows(LiteEngine engine, RowPlan plan, RowRules rules, long total)
    {
        plan.Write(engine);
        if (plan.Growth != 0)
        {
            RowTotals.Put(engine, rules.Collection, total + plan.Growth);
        }
    }

    private static void WriteJournal(LiteEngine engine, Commit commit, List<BsonValue> trimmed)
    {
        if (trimmed.Count > 0)
        {
            engine.Delete(HomeCollections.Journal, trimmed);
        }

        if (!commit.Journal.IsEmpty)
        {
            Stored.Put(engine, HomeCollections.Journal, JournalDocuments.ToBson(commit.Owner, commit.Number, commit.Journal));
        }
    }

    /// <summary>Invariant 6: a write of an older epoch is refused.</summary>
    private static string? FenceReason(Database database, Commit commit, OwnerDocument owner, IReadOnlyDictionary<string, SplitDocument?> splits)
    {
        if (commit.Number != owner.LastCommit + 1)
        {
            return $"commit {commit.Number} does not follow {owner.LastCommit}, the last one in '{database.Path}'";
        }

        foreach (var split in commit.Splits)
        {
            var epoch = splits[split.SplitId]?.Epoch ?? 0;
            if (split.Epoch < epoch)
            {
                return $"split '{split.SplitId}' was taken over: its epoch is {epoch}, not {split.Epoch}";
            }
        }

        return null;
    }
}
