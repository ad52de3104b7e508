using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JobPilot.State;

/// <summary>One connection with the settings that the store's promises rest on.</summary>
internal sealed class StateConnection : IDisposable
{
    private const int BusyMilliseconds = 10_000;

    // Page caches in KiB: they bound the memory whatever the file's size. No mmap: a read error in mapped memory would kill the process.
    private const int WriterCache = 4 * 1024;
    private const int ReaderCache = 4 * 1024;

    private StateConnection(SqliteConnection sqlite)
    {
        Sqlite = sqlite;
        Memory = new MemoryTable(sqlite);
    }

    public SqliteConnection Sqlite { get; }

    public MemoryTable Memory { get; }

    /// <summary>Opens for writing; makes folder, file and tables where they are missing, and overwrites nothing.</summary>
    public static StateConnection OpenWriter(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RefuseForeignBytes(path);
        return Open(path, SqliteOpenMode.ReadWriteCreate, immutable: false, connection =>
        {
            // Looks at the file before the first write to it: switching to WAL is one.
            Schema.Ensure(connection, path, create: false);
            // EXTRA is FULL, but for the file's first transactions, before there is a WAL: a rollback journal that a power cut brings back would undo all.
            connection.Execute($"PRAGMA synchronous = EXTRA; PRAGMA journal_mode = WAL; PRAGMA cache_size = -{WriterCache}; PRAGMA journal_size_limit = 67108864;");
            return Schema.Ensure(connection, path, create: true);
        })!;
    }

    /// <summary>Opens for reading; null where there is no file, or one without tables.</summary>
    public static StateConnection? OpenReader(string path, bool nothingIsMade)
    {
        RefuseForeignBytes(path);
        if (!File.Exists(path))
        {
            return null;
        }

        // A file that was closed in order has no log, and nobody has it open: read as it lies, without making -wal and -shm beside it.
        var immutable = nothingIsMade && !File.Exists($"{path}-wal");
        return Open(path, SqliteOpenMode.ReadOnly, immutable, connection =>
        {
            connection.Execute($"PRAGMA cache_size = -{ReaderCache};");
            return Schema.Ensure(connection, path, create: false);
        });
    }

    /// <summary>Goes once through what every store does, in memory.</summary>
    public static void Rehearse()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Schema.Ensure(connection, ":memory:", create: true);
        using var memory = new MemoryTable(connection);
        memory.Get(1, "");
    }

    public void Dispose()
    {
        Memory.Dispose();
        Sqlite.Dispose();
    }

    private static StateConnection? Open(string path, SqliteOpenMode mode, bool immutable, Func<SqliteConnection, bool> prepare)
    {
        var source = immutable ? $"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1" : path;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusyMilliseconds / 1000,
        }.ToString());
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);
            if (prepare(connection))
            {
                return new StateConnection(connection);
            }

            connection.Dispose();
            return null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The power went while the file was made: SQLite rolls that back before it looks at the file.</summary>
    private static bool WasBeingMade(string path, ReadOnlySpan<byte> header) =>
        !header.ContainsAnyExcept((byte)0) && File.Exists($"{path}-journal") && new FileInfo($"{path}-journal").Length > 0;

    private static void RefuseForeignBytes(string path)
    {
        if (!File.Exists(path))
        {
            if (File.Exists($"{path}-wal") && new FileInfo($"{path}-wal").Length > 0)
            {
                throw StateFaults.Incomplete(path);
            }

            return;
        }

        Span<byte> header = stackalloc byte[16];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (length > 0 && Encoding.ASCII.GetString(header[..length]) != "SQLite format 3\0" && !WasBeingMade(path, header[..length]))
        {
            throw StateFaults.Foreign(path, "it is no SQLite database");
        }
    }
}
