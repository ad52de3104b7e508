using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace JobPilot.State;

public sealed partial class StateStore
{
    /// <summary>Commits whose log goes with one commit, at most: a long run's log goes little by little.</summary>
    private const int UndoTrimmedAtOnce = 50;

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<UndoEntry>> ReadUndoAsync(string owner, CancellationToken cancellationToken) => _database.ReadAsync<IReadOnlyList<UndoEntry>>(
        connection => Schema.KeepsUndo(connection.Sqlite) && FindOwner(connection.Sqlite, owner) is { } known ? UndoOf(connection.Sqlite, known.Id) : [], [], cancellationToken);

    /// <inheritdoc />
    public ValueTask<UndoMemory> ReadUndoMemoryAsync(string owner, long number, CancellationToken cancellationToken) => _database.ReadAsync(
        connection => Schema.KeepsUndo(connection.Sqlite) && FindOwner(connection.Sqlite, owner) is { } known
            ? UndoMemoryOf(connection.Sqlite, known.Id, number) : new UndoMemory(default, default),
        new UndoMemory(default, default), cancellationToken);

    /// <inheritdoc />
    /// <remarks>A state store has no rows.</remarks>
    public ValueTask<UndoRows> ReadUndoRowsAsync(string owner, string runId, CancellationToken cancellationToken) => new(UndoRows.None);

    private List<UndoEntry> UndoOf(SqliteConnection sqlite, long owner) => sqlite.Query(
        "SELECT number, run, last, at, first, undoes, undone_first, undone_last, before FROM undo WHERE owner = @owner ORDER BY number", ReadUndoEntry, ("@owner", owner));

    private static UndoMemory UndoMemoryOf(SqliteConnection sqlite, long owner, long number) => sqlite.Query(
        "SELECT memory, memory_length, reads, reads_length FROM undo WHERE owner = @owner AND number = @number",
        row => new UndoMemory(BodyCompression.Unpack((byte[])row[0], row.GetInt32(1)), BodyCompression.Unpack((byte[])row[2], row.GetInt32(3))),
        ("@owner", owner), ("@number", number)) is [var memory, ..] ? memory : new UndoMemory(default, default);

    /// <summary>Takes the memory of a run back by journal entries, newest commit first, and forgets what is kept of it; returns the last number taken up.</summary>
    private static long TakeBack(SqliteConnection sqlite, Owner owner, Commit commit, IReadOnlyList<UndoEntry> run)
    {
        var last = commit.Number;
        foreach (var entry in run.Reverse())
        {
            if (UndoMemoryOf(sqlite, owner.Id, entry.Number).Changes is { IsEmpty: false } changes)
            {
                sqlite.Execute(
                    "INSERT INTO journal VALUES (@owner, @number, @blob)", ("@owner", owner.Id), ("@number", ++last), ("@blob", changes.ToArray()));
            }
        }

        sqlite.Execute("DELETE FROM undo WHERE owner = @owner AND run = @run", ("@owner", owner.Id), ("@run", commit.Undoes));
        return last;
    }

    /// <summary>Keeps what a commit replaces; called before it does.</summary>
    private static void KeepUndo(SqliteConnection sqlite, Owner owner, Commit commit, CommitUndo undo, long last, IReadOnlyList<UndoEntry> undone)
    {
        var before = new JsonObject
        {
            ["splits"] = new JsonObject(commit.Splits.Select(split => split.SplitId).Distinct(StringComparer.Ordinal).Select(id => KeyValuePair.Create(id, (JsonNode?)sqlite.Scalar<string>(
                "SELECT state FROM splits WHERE owner = @owner AND name = @name", ("@owner", owner.Id), ("@name", id))))),
            ["marks"] = new JsonObject(commit.Marks.Keys.Select(id => KeyValuePair.Create(id, (JsonNode?)sqlite.Scalar<string>(
                "SELECT mark FROM marks WHERE owner = @owner AND sink = @sink", ("@owner", owner.Id), ("@sink", id))))),
            ["note"] = undo.Note,
        };
        using var memory = new PackedBody(undo.Memory.Span);
        using var reads = new PackedBody(undo.Reads.Span);
        sqlite.Execute(
            "INSERT INTO undo VALUES (@owner, @number, @last, @run, @at, @first, @undoes, @undone_first, @undone_last, @before, zeroblob(@memory), @memory_length, zeroblob(@reads), @reads_length)",
            ("@owner", owner.Id), ("@number", commit.Number), ("@last", last), ("@run", undo.RunId), ("@at", undo.At.UtcTicks), ("@first", undo.First), ("@undoes", commit.Undoes),
            ("@undone_first", undone is [var oldest, ..] ? oldest.Number : 0L), ("@undone_last", undone is [.., var newest] ? newest.Last : 0L),
            ("@before", before.ToJsonString()), ("@memory", memory.Bytes.Length), ("@memory_length", undo.Memory.Length), ("@reads", reads.Bytes.Length), ("@reads_length", undo.Reads.Length));
        sqlite.Fill("undo", "memory", memory.Bytes.Span);
        sqlite.Fill("undo", "reads", reads.Bytes.Span);
    }

    private static void TrimUndo(SqliteConnection sqlite, Owner owner, long number)
    {
        if (number > 0)
        {
            sqlite.Execute(
                "DELETE FROM undo WHERE owner = @owner AND number IN (SELECT number FROM undo WHERE owner = @owner AND number <= @trim ORDER BY number LIMIT @most)",
                ("@owner", owner.Id), ("@trim", number), ("@most", UndoTrimmedAtOnce));
        }
    }

    private UndoEntry ReadUndoEntry(SqliteDataReader row)
    {
        try
        {
            return ToUndoEntry(row);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw StateFaults.Corrupt(Location, $"what is kept of commit {row.GetInt64(0)} cannot be read", exception);
        }
    }

    private static UndoEntry ToUndoEntry(SqliteDataReader row)
    {
        var before = JsonNode.Parse(row.GetString(8))!;
        return new UndoEntry(row.GetInt64(0), row.GetString(1))
        {
            Last = row.GetInt64(2),
            At = new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
            First = row.GetBoolean(4),
            Undoes = row.IsDBNull(5) ? null : row.GetString(5),
            UndoneFirst = row.GetInt64(6),
            UndoneLast = row.GetInt64(7),
            Note = (string)before["note"]!,
            Splits = before["splits"]!.AsObject().ToDictionary(
                split => split.Key, split => split.Value is { } state ? SplitState.FromJson((string)state!) : null, StringComparer.Ordinal),
            Marks = before["marks"]!.AsObject().ToDictionary(mark => mark.Key, mark => (string?)mark.Value, StringComparer.Ordinal),
        };
    }
}
