using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JobPilot.State;

/// <summary>A change and where its key stands in the index.</summary>
internal readonly record struct PlacedChange(long Hash, long Scope, string Key, string? Value);

/// <summary>
/// Single values of the memory by statements that are prepared once. Values lie in the order in which they came, and a small index of hashes finds them: keys
/// come in no order, and a tree of whole entries would write a page for each of them (README.md has the figures). Two keys with one hash take the next free
/// place of the index, so a place is never given up while the next one is taken. Values are bound as bytes, so a zero character inside is kept.
/// </summary>
internal sealed class MemoryTable(SqliteConnection connection, Func<long, string, long>? hash = null) : IDisposable
{
    private readonly Func<long, string, long> _hash = hash ?? MemoryHash.Of;
    private readonly Dictionary<string, sqlite3_stmt> _prepared = new(StringComparer.Ordinal);

    public string? Get(long scope, string key) => Find(_hash(scope, key), scope, key, readsValue: true).Value;

    public PlacedChange Place(long scope, string key, string? value) => new(_hash(scope, key), scope, key, value);

    /// <summary>Puts a value in place; null forgets it.</summary>
    public void Set(PlacedChange change)
    {
        var (id, free, _) = Find(change.Hash, change.Scope, change.Key, readsValue: false);
        if (id is { } known)
        {
            var update = Prepare("UPDATE memory SET value = ?2 WHERE id = ?1");
            Check(raw.sqlite3_bind_int64(update, 1, known));
            BindText(update, 2, change.Value);
            Run(update);
        }
        else if (change.Value is not null)
        {
            var insert = Prepare("INSERT INTO memory (scope, key, value) VALUES (?1, ?2, ?3)");
            Check(raw.sqlite3_bind_int64(insert, 1, change.Scope));
            BindText(insert, 2, change.Key);
            BindText(insert, 3, change.Value);
            Run(insert);
            var index = Prepare("INSERT INTO memory_index VALUES (?1, ?2)");
            Check(raw.sqlite3_bind_int64(index, 1, free));
            Check(raw.sqlite3_bind_int64(index, 2, raw.sqlite3_last_insert_rowid(connection.Handle)));
            Run(index);
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
            var place = _hash(scope, key);
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

    /// <summary>The entry of a key, or the first free place for it.</summary>
    private (long? Id, long Free, string? Value) Find(long place, long scope, string key, bool readsValue)
    {
        var find = Prepare("SELECT memory.id, scope, key, value FROM memory_index JOIN memory ON memory.id = memory_index.id WHERE hash = ?1");
        var size = Encoding.UTF8.GetMaxByteCount(key.Length);
        var rented = size > 1024 ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[1024];
        var wanted = buffer[..Encoding.UTF8.GetBytes(key, buffer)];
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
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
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

    private void BindText(sqlite3_stmt statement, int index, string? text)
    {
        if (text is null)
        {
            Check(raw.sqlite3_bind_null(statement, index));
            return;
        }

        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = size > 1024 ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[1024];
        Check(raw.sqlite3_bind_text(statement, index, buffer[..Encoding.UTF8.GetBytes(text, buffer)]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
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
}
