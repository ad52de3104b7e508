using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace JobPilot.State;

public sealed partial class StateStore
{
    /// <inheritdoc />
    public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        _database.WriteAsync(connection => Claim(connection.Sqlite, request), cancellationToken);

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The commit holds rows, or memory that is not a journal: a state store has none.</exception>
    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken) => commit.Rows.Count + commit.Memory.Count == 0
        ? _database.WriteAsync(connection => Commit(connection, commit), cancellationToken)
        : throw new ArgumentException("The state store takes no rows, and memory as a journal only.", nameof(commit));

    /// <inheritdoc />
    public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) => _database.ReadAsync(
        connection => connection.Sqlite.Scalar<long>("SELECT last_commit FROM owners WHERE name = @owner", ("@owner", owner)), 0, cancellationToken);

    /// <inheritdoc />
    public ValueTask<Claim> PeekAsync(string owner, CancellationToken cancellationToken) =>
        _database.ReadAsync(connection => Peek(connection.Sqlite, owner), Nothing(""), cancellationToken);

    /// <inheritdoc />
    public bool KeepsDebts => true;

    private static Claim Nothing(string homeId) => new(
        homeId, 0, new Dictionary<string, long>(), new Dictionary<string, SplitState>(), new Dictionary<string, string>(), [], 0);

    private static Owner OwnerOf(SqliteConnection sqlite, string name)
    {
        sqlite.Execute("INSERT INTO owners (name) VALUES (@name) ON CONFLICT DO NOTHING", ("@name", name));
        return FindOwner(sqlite, name)!;
    }

    private static Owner? FindOwner(SqliteConnection sqlite, string name) => sqlite.Query(
        "SELECT id, last_commit, run FROM owners WHERE name = @name",
        row => new Owner(row.GetInt64(0), row.GetInt64(1), row.GetString(2)), ("@name", name)).FirstOrDefault();

    private static string HomeIdOf(SqliteConnection sqlite) => sqlite.Scalar<string>("SELECT value FROM meta WHERE name = 'home_id'")!;

    private Claim Claim(SqliteConnection sqlite, ClaimRequest request)
    {
        var owner = OwnerOf(sqlite, request.Owner);
        var epochs = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var split in request.SplitIds.Distinct(StringComparer.Ordinal))
        {
            epochs[split] = sqlite.Scalar<long>(
                "INSERT INTO splits VALUES (@owner, @name, 1, NULL) ON CONFLICT DO UPDATE SET epoch = epoch + 1 RETURNING epoch",
                ("@owner", owner.Id), ("@name", split));
        }

        return Known(
            sqlite,
            owner,
            epochs,
            sqlite.Query(
                "SELECT number, blob FROM journal WHERE owner = @owner AND number > @after ORDER BY number LIMIT @most",
                row => new JournalEntry(row.GetInt64(0), (byte[])row[1]), ("@owner", owner.Id), ("@after", request.JournalAfter), ("@most", request.JournalMost == 0 ? -1 : request.JournalMost)));
    }

    private Claim Peek(SqliteConnection sqlite, string name)
    {
        if (FindOwner(sqlite, name) is not { } owner)
        {
            return Nothing(HomeIdOf(sqlite));
        }

        var epochs = sqlite.Query(
            "SELECT name, epoch FROM splits WHERE owner = @owner AND state IS NOT NULL",
            row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), ("@owner", owner.Id)).ToDictionary(StringComparer.Ordinal);
        return Known(sqlite, owner, epochs, []);
    }

    private Claim Known(SqliteConnection sqlite, Owner owner, Dictionary<string, long> epochs, IReadOnlyList<JournalEntry> journal) => new(
        HomeIdOf(sqlite),
        owner.LastCommit,
        epochs,
        sqlite.Query(
            "SELECT name, state FROM splits WHERE owner = @owner AND state IS NOT NULL",
            row => KeyValuePair.Create(row.GetString(0), ReadState(row.GetString(0), row.GetString(1))),
            ("@owner", owner.Id)).ToDictionary(StringComparer.Ordinal),
        sqlite.Query(
            "SELECT sink, mark FROM marks WHERE owner = @owner",
            row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), ("@owner", owner.Id)).ToDictionary(StringComparer.Ordinal),
        journal,
        sqlite.Scalar<long>("SELECT min(number) FROM journal WHERE owner = @owner", ("@owner", owner.Id)))
    {
        LastRunId = owner.Run,
        Debts = DebtTable.Read(sqlite, owner.Id),
    };

    // Invariants 2 and 6: all of it in this one transaction, and nothing of an older epoch.
    private CommitResult Commit(StateConnection connection, Commit commit)
    {
        var sqlite = connection.Sqlite;
        var owner = OwnerOf(sqlite, commit.Owner);
        if (Fences(sqlite, owner, commit) is { } fence)
        {
            return new CommitResult(CommitStatus.Fenced) { Reason = fence };
        }

        TrimUndo(sqlite, owner, commit.UndoTrim);
        List<UndoEntry> undone = commit.Undoes is { } run ? [.. UndoOf(sqlite, owner.Id).Where(entry => entry.RunId == run)] : [];
        var last = undone.Count > 0 ? TakeBack(sqlite, owner, commit, undone) : commit.Number;
        if (commit.Undo is { } undo)
        {
            KeepUndo(sqlite, owner, commit, undo, last, undone);
        }

        foreach (var split in commit.Splits)
        {
            sqlite.Execute(
                "UPDATE splits SET state = @state WHERE owner = @owner AND name = @name",
                ("@state", split.State?.ToJson()), ("@owner", owner.Id), ("@name", split.SplitId));
        }

        foreach (var (sink, mark) in commit.Marks)
        {
            sqlite.Execute(
                "INSERT INTO marks VALUES (@owner, @sink, @mark) ON CONFLICT DO UPDATE SET mark = excluded.mark",
                ("@owner", owner.Id), ("@sink", sink), ("@mark", mark));
        }

        DebtTable.Write(sqlite, owner.Id, commit.Debts);
        if (!commit.Journal.IsEmpty)
        {
            sqlite.Execute(
                "INSERT INTO journal VALUES (@owner, @number, zeroblob(@length))",
                ("@owner", owner.Id), ("@number", commit.Number), ("@length", commit.Journal.Length));
            sqlite.Fill("journal", "blob", commit.Journal.Span);
        }

        if (commit.JournalTrim > 0)
        {
            sqlite.Execute("DELETE FROM journal WHERE owner = @owner AND number <= @trim", ("@owner", owner.Id), ("@trim", commit.JournalTrim));
        }

        sqlite.Execute(
            "UPDATE owners SET last_commit = @number, run = @run, counts = @counts WHERE id = @owner",
            ("@number", last), ("@run", commit.RunId), ("@counts", commit.Counts), ("@owner", owner.Id));
        return new CommitResult(CommitStatus.Committed);
    }

    private static string? Fences(SqliteConnection sqlite, Owner owner, Commit commit)
    {
        if (commit.Number != owner.LastCommit + 1)
        {
            return $"Commit {commit.Number} of '{commit.Owner}' does not follow commit {owner.LastCommit}.";
        }

        foreach (var split in commit.Splits)
        {
            var epoch = sqlite.Scalar<long>(
                "SELECT epoch FROM splits WHERE owner = @owner AND name = @name", ("@owner", owner.Id), ("@name", split.SplitId));
            if (epoch != split.Epoch)
            {
                return epoch == 0
                    ? $"Split '{split.SplitId}' was never claimed."
                    : $"Split '{split.SplitId}' is at epoch {epoch}, the commit at {split.Epoch}: another host took it over.";
            }
        }

        return null;
    }

    private SplitState ReadState(string split, string json)
    {
        try
        {
            return SplitState.FromJson(json);
        }
        catch (JsonException exception)
        {
            throw StateFaults.Corrupt(Location, $"the state of split '{split}' cannot be read", exception);
        }
    }

    private sealed record Owner(long Id, long LastCommit, string Run);
}
