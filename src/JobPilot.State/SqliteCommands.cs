using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace JobPilot.State;

/// <summary>Short forms of commands. What runs per key goes through <see cref="MemoryTable"/> instead.</summary>
internal static class SqliteCommands
{
    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>First column of the first row; the default where there is none or it is null.</summary>
    public static T? Scalar<T>(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteScalar() is T value ? value : default;
    }

    public static List<T> Query<T>(
        this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
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

    private static SqliteCommand Command(this SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.Add(value is ReadOnlyMemory<byte> bytes ? Blob(name, bytes) : new SqliteParameter(name, value ?? DBNull.Value));
        }

        return command;
    }

    /// <summary>The driver takes arrays only; one that begins where the bytes do is bound as it is, without a copy.</summary>
    private static SqliteParameter Blob(string name, ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0
            ? new SqliteParameter(name, segment.Array) { Size = bytes.Length }
            : new SqliteParameter(name, bytes.ToArray());
}
