using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JobPilot.State;

/// <summary>Short forms of commands. What runs per key goes through <see cref="MemoryTable"/> instead.</summary>
internal static class SqliteCommands
{
    public static int Execute(this SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>First column of the first row; the default where there is none or it is null.</summary>
    public static T? Scalar<T>(this SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteScalar() is T value ? value : default;
    }

    public static List<T> Query<T>(
        this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] values)
    {
        using var command = connection.Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>
    /// Fills the blob of the row that was inserted last, which has its length already (<c>zeroblob</c>). A parameter would be copied twice, in arrays of megabytes, by the driver and by SQLite.
    /// </summary>
    public static void Fill(this SqliteConnection connection, string table, string column, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0)
        {
            using var blob = new SqliteBlob(connection, table, column, raw.sqlite3_last_insert_rowid(connection.Handle));
            blob.Write(bytes);
        }
    }

    private static SqliteCommand Command(this SqliteConnection connection, string sql, (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.Add(new SqliteParameter(name, value ?? DBNull.Value));
        }

        return command;
    }
}
