using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JobPilot.State;

/// <summary>Where the key of a change stands in the index. Of several changes of one key the last one comes last.</summary>
/// <param name="Hash">First place of the index where the key may stand.</param>
/// <param name="Scope">Number of the scope.</param>
/// <param name="Number">Place of the change among those that are applied together.</param>
internal readonly record struct PlacedChange(long Hash, long Scope, int Number) : IComparable<PlacedChange>
{
    public int CompareTo(PlacedChange other) => Hash != other.Hash ? Hash.CompareTo(other.Hash) : Number.CompareTo(other.Number);
}

/// <summary>
/// Single values of the memory by statements that are prepared once. Values lie in the order in which they came, and a small index of hashes finds them: keys
/// come in no order, and a tree of whole entries would write a page for each of them (README.md has the figures). Two keys with one hash take the next free
/// place of the index, so a place is never given up while the next one is taken. Values are bound as bytes, so a zero character inside is kept.
/// </summary>
internal sealed class MemoryTable(SqliteConnection connection, MemoryTable.KeyHash? hash = null) : IDisposable
{
    /// <summary>Texts that take no more bytes than these are made UTF-8 on the stack.</summary>
    private const int OnStack = 1024;

    private readonly KeyHash _hash = hash ?? MemoryHash.Of;
    private readonly Dictionary<string, sqlite3_stmt> _prepared = new(StringComparer.Ordinal);

    /// <summary>Where a key, as UTF-8, stands in the index.</summary>
    internal delegate long KeyHash(long scope, ReadOnlySpan<byte> key);

    public string? Get(long scope, string key)
    {
        using var bytes = new Utf8Text(key, stackalloc byte[OnStack]);
        return Find(_hash(scope, bytes.Span), scope, bytes.Span, readsValue: true).Value;
    }

    public PlacedChange Place(long scope, in MemoryChange change, int number)
    {
        using var key = new Utf8Text(change, stackalloc byte[OnStack]);
        return new(_hash(scope, key.Span), scope, number);
    }

    /// <summary>Puts values in place; null forgets one.</summary>
    public void Set(ReadOnlySpan<PlacedChange> places, IReadOnlyList<MemoryChange> changes)
    {
        var last = Prepare("SELECT max(id) FROM memory");
        var id = Step(last) == raw.SQLITE_ROW ? raw.sqlite3_column_int64(last, 0) : 0;
        raw.sqlite3_reset(last);
        foreach (var place in places)
        {
            Set(place, changes[place.Number], ref id);
        }
    }

    private void Set(in PlacedChange place, in MemoryChange change, ref long id)
    {
        using var key = new Utf8Text(change, stackalloc byte[OnStack]);
        if (!change.Forgets && Index(place.Hash, id + 1))
        {
            // Nothing stands where the key would, so it is new: the usual case.
            Insert(++id, place.Scope, key.Span, change);
            return;
        }

        var (known, free, _) = Find(place.Hash, place.Scope, key.Span, readsValue: false);
        if (known is { } row)
        {
            Update(row, change);
        }
        else if (!change.Forgets)
        {
            Index(free, ++id);
            Insert(id, place.Scope, key.Span, change);
        }
    }

    /// <summary>Forgets at most so many values of a scope that nobody reads any more; returns how many.</summary>
    public int Forget(long scope, int most)
    {
        var entries = connection.Query(
            "SELECT id, key FROM memory WHERE scope = @scope AND value IS NOT NULL LIMIT @most",
            row => (Id: row.GetInt64(0), Key: row.GetString(1)), ("@scope", scope), ("@most", most));
        foreach (var (id, key) in entries)
        {
            var place = Hash(scope, key);
            while (connection.Scalar<long>("SELECT id FROM memory_index WHERE hash = @hash", ("@hash", place)) != id)
            {
                place++;
            }

            if (connection.Scalar<long>("SELECT id FROM memory_index WHERE hash = @hash", ("@hash", place + 1)) == 0)
            {
                connection.Execute("DELETE FROM memory_index WHERE hash = @hash; DELETE FROM memory WHERE id = @id", ("@hash", place), ("@id", id));
            }
            else
            {
                connection.Execute("UPDATE memory SET value = NULL WHERE id = @id", ("@id", id));
            }
        }

        return entries.Count;
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }
    }

    private long Hash(long scope, string key)
    {
        using var bytes = new Utf8Text(key, stackalloc byte[OnStack]);
        return _hash(scope, bytes.Span);
    }

    /// <summary>The entry of a key, or the first free place for it.</summary>
    private (long? Id, long Free, string? Value) Find(long place, long scope, ReadOnlySpan<byte> wanted, bool readsValue)
    {
        var find = Prepare("SELECT memory.id, scope, key, value FROM memory_index JOIN memory ON memory.id = memory_index.id WHERE hash = ?1");
        try
        {
            for (; ; place++)
            {
                Check(raw.sqlite3_bind_int64(find, 1, place));
                if (Step(find) != raw.SQLITE_ROW)
                {
                    return (null, place, null);
                }

                if (raw.sqlite3_column_int64(find, 1) == scope && raw.sqlite3_column_blob(find, 2).SequenceEqual(wanted))
                {
                    var value = readsValue && raw.sqlite3_column_type(find, 3) != raw.SQLITE_NULL ? Encoding.UTF8.GetString(raw.sqlite3_column_blob(find, 3)) : null;
                    return (raw.sqlite3_column_int64(find, 0), place, value);
                }

                raw.sqlite3_reset(find);
            }
        }
        finally
        {
            raw.sqlite3_reset(find);
        }
    }

    /// <summary>Takes a place of the index for an entry; false where it is taken.</summary>
    private bool Index(long place, long id)
    {
        var index = Prepare("INSERT INTO memory_index VALUES (?1, ?2) ON CONFLICT DO NOTHING");
        Check(raw.sqlite3_bind_int64(index, 1, place));
        Check(raw.sqlite3_bind_int64(index, 2, id));
        Run(index);
        return raw.sqlite3_changes(connection.Handle) == 1;
    }

    private void Insert(long id, long scope, ReadOnlySpan<byte> key, in MemoryChange change)
    {
        var insert = Prepare("INSERT INTO memory VALUES (?1, ?2, ?3, ?4)");
        Check(raw.sqlite3_bind_int64(insert, 1, id));
        Check(raw.sqlite3_bind_int64(insert, 2, scope));
        Check(raw.sqlite3_bind_text(insert, 3, key));
        BindValue(insert, 4, change);
        Run(insert);
    }

    private void Update(long id, in MemoryChange change)
    {
        var update = Prepare("UPDATE memory SET value = ?2 WHERE id = ?1");
        Check(raw.sqlite3_bind_int64(update, 1, id));
        BindValue(update, 2, change);
        Run(update);
    }

    private sqlite3_stmt Prepare(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out statement));
            _prepared.Add(sql, statement);
        }

        return statement;
    }

    private void BindValue(sqlite3_stmt statement, int index, in MemoryChange change)
    {
        if (change.Forgets)
        {
            Check(raw.sqlite3_bind_null(statement, index));
        }
        else if (change.TryGetUtf8(out _, out var utf8))
        {
            Check(raw.sqlite3_bind_text(statement, index, utf8.Span));
        }
        else
        {
            using var value = new Utf8Text(change.Value!, stackalloc byte[OnStack]);
            Check(raw.sqlite3_bind_text(statement, index, value.Span));
        }
    }

    private void Run(sqlite3_stmt statement)
    {
        try
        {
            Step(statement);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    private int Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(code);
        }

        return code;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, connection.Handle);

    /// <summary>A text as UTF-8: as it is kept, on the stack, or in a rented array.</summary>
    private ref struct Utf8Text
    {
        private byte[]? _rented;

        public Utf8Text(string text, Span<byte> room)
        {
            var size = Encoding.UTF8.GetMaxByteCount(text.Length);
            var buffer = size <= room.Length ? room : _rented = ArrayPool<byte>.Shared.Rent(size);
            Span = buffer[..Encoding.UTF8.GetBytes(text, buffer)];
        }

        public Utf8Text(in MemoryChange change, Span<byte> room)
        {
            if (change.TryGetUtf8(out var key, out _))
            {
                Span = key.Span;
            }
            else
            {
                this = new Utf8Text(change.Key.Key, room);
            }
        }

        public ReadOnlySpan<byte> Span { get; }

        public void Dispose()
        {
            if (_rented is not null)
            {
                ArrayPool<byte>.Shared.Return(_rented);
                _rented = null;
            }
        }
    }
}
