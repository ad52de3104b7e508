using Microsoft.Data.Sqlite;

namespace JobPilot.State;

/// <summary>The tables of version 3. README.md says what each holds.</summary>
internal static class Schema
{
    /// <summary>Version of the form, in <c>user_version</c>.</summary>
    public const long Version = 3;

    /// <summary>Oldest version that can be read: version 1 was never released. Version 2 has no table of what can be undone, and gets it when it is first written to.</summary>
    private const long OldestVersion = 2;

    /// <summary>Marks the file as ours, in <c>application_id</c>: "JPst".</summary>
    public const long ApplicationId = 0x4A507374;

    private const string UndoTable = """
        CREATE TABLE undo (
            owner INTEGER NOT NULL, number INTEGER NOT NULL, last INTEGER NOT NULL, run TEXT NOT NULL, at INTEGER NOT NULL, first INTEGER NOT NULL, undoes TEXT,
            undone_first INTEGER NOT NULL, undone_last INTEGER NOT NULL, before TEXT NOT NULL, memory BLOB NOT NULL, memory_length INTEGER NOT NULL,
            reads BLOB NOT NULL, reads_length INTEGER NOT NULL, PRIMARY KEY (owner, number));
        """;

    private const string Tables = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE owners (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last_commit INTEGER NOT NULL DEFAULT 0,
            run TEXT NOT NULL DEFAULT '', counts TEXT NOT NULL DEFAULT '{}');
        CREATE TABLE splits (
            owner INTEGER NOT NULL, name TEXT NOT NULL, epoch INTEGER NOT NULL, state TEXT, PRIMARY KEY (owner, name)) WITHOUT ROWID;
        CREATE TABLE marks (owner INTEGER NOT NULL, sink TEXT NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (owner, sink)) WITHOUT ROWID;
        CREATE TABLE journal (owner INTEGER NOT NULL, number INTEGER NOT NULL, blob BLOB NOT NULL, PRIMARY KEY (owner, number));
        CREATE TABLE views (
            id INTEGER PRIMARY KEY, owner TEXT NOT NULL, home TEXT NOT NULL, applied INTEGER NOT NULL DEFAULT 0, UNIQUE (owner, home));
        CREATE TABLE scopes (id INTEGER PRIMARY KEY, view INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (view, name));
        CREATE TABLE memory (id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, key TEXT NOT NULL, value TEXT);
        CREATE TABLE memory_index (hash INTEGER PRIMARY KEY, id INTEGER NOT NULL);
        CREATE TABLE budgets (account TEXT NOT NULL, period TEXT NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (account, period)) WITHOUT ROWID;
        CREATE TABLE responses (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, expires INTEGER NOT NULL, size INTEGER NOT NULL, status INTEGER NOT NULL,
            headers TEXT NOT NULL, retrieved INTEGER NOT NULL, length INTEGER NOT NULL, compressed INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE INDEX responses_by_expiry ON responses (expires, size);
        CREATE TABLE runs (
            id TEXT PRIMARY KEY, pipeline TEXT NOT NULL, environment TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER,
            outcome TEXT NOT NULL, details TEXT NOT NULL, summary TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX runs_by_start ON runs (pipeline, started);
        """;

    /// <summary>Checks whose file it is, and makes the tables in an empty one where that is allowed.</summary>
    /// <returns>False for an empty file that may not be written.</returns>
    public static bool Ensure(SqliteConnection connection, string path, bool create)
    {
        if (IsOurs(connection, path))
        {
            if (create)
            {
                Upgrade(connection);
            }

            return true;
        }

        if (!create)
        {
            return false;
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        if (!IsOurs(connection, path))
        {
            connection.Execute(Tables);
            connection.Execute(UndoTable);
            connection.Execute("INSERT INTO meta VALUES ('home_id', @id)", ("@id", Guid.NewGuid().ToString("N")));
            connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
        }

        transaction.Commit();
        return true;
    }

    /// <summary>Whether the file has the table of what can be undone: one that is only looked at may be of the version before.</summary>
    public static bool KeepsUndo(SqliteConnection connection) => connection.Scalar<long>("PRAGMA user_version") >= 3;

    private static void Upgrade(SqliteConnection connection)
    {
        if (KeepsUndo(connection))
        {
            return;
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        if (!KeepsUndo(connection))
        {
            connection.Execute(UndoTable);
            connection.Execute($"PRAGMA user_version = {Version}");
        }

        transaction.Commit();
    }

    private static bool IsOurs(SqliteConnection connection, string path)
    {
        var application = connection.Scalar<long>("PRAGMA application_id");
        var version = connection.Scalar<long>("PRAGMA user_version");
        if (application == ApplicationId && version is >= OldestVersion and <= Version)
        {
            return true;
        }

        if (application == ApplicationId && version is > 0 and < OldestVersion)
        {
            throw StateFaults.Foreign(path, $"it has the form of a pre-release (version {version}), which this program does not read");
        }

        if (application == ApplicationId)
        {
            throw StateFaults.Newer(path, version, Version);
        }

        return application == 0 && version == 0 && connection.Scalar<long>("SELECT count(*) FROM sqlite_schema") == 0
            ? false
            : throw StateFaults.Foreign(path, "it is another program's database");
    }
}
