using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JobPilot.State;

/// <summary>
/// Reads and writes single values of the memory by statements that are prepared once. Hot: some keys a record; a loop over one prepared statement
/// beats a chunked IN (README.md has the figures). Values are bound as bytes, so a zero character inside is kept.
/// </summary>
internal sealed class MemoryTable(SqliteConnection connection) : IDisposable
{
    private sqlite3_stmt? _get;
    private sqlite3_stmt? _set;
    private sqlite3_stmt? _remove;

    public string? Get(long scope, string key)
    {
        _get ??= Prepare("SELECT value FROM memory WHERE scope = ?1 AND key = ?2");
        Bind(_get, scope, key);
        try
        {
            return Step(_get) == raw.SQLITE_ROW ? Encoding.UTF8.GetString(raw.sqlite3_column_blob(_get, 0)) : null;
        }
        finally
        {
            raw.sqlite3_reset(_get);
        }
    }

    /// <summary>Puts a value in place; null forgets it.</summary>
    public void Set(long scope, string key, string? value)
    {
        if (value is null)
        {
            _remove ??= Prepare("DELETE FROM memory WHERE scope = ?1 AND key = ?2");
            Bind(_remove, scope, key);
            Run(_remove);
        }
        else
        {
            _set ??= Prepare("INSERT INTO memory VALUES (?1, ?2, ?3) ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value");
            Bind(_set, scope, key);
            BindText(_set, 3, value);
            Run(_set);
        }
    }

    public void Dispose()
    {
        _get?.Dispose();
        _set?.Dispose();
        _remove?.Dispose();
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement));
        return statement;
    }

    private void Bind(sqlite3_stmt statement, long scope, string key)
    {
        Check(raw.sqlite3_bind_int64(statement, 1, scope));
        BindText(statement, 2, key);
    }

    private void BindText(sqlite3_stmt statement, int index, string text)
    {
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
