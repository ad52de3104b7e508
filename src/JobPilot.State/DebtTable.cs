using Microsoft.Data.Sqlite;

namespace JobPilot.State;

/// <summary>What optional sinks missed. The table is made with the first debt, so that a file without one is as it always was.</summary>
internal static class DebtTable
{
    private const string Table =
        "CREATE TABLE IF NOT EXISTS debts (owner INTEGER NOT NULL, sink TEXT NOT NULL, number INTEGER NOT NULL, debt TEXT NOT NULL, PRIMARY KEY (owner, sink, number)) WITHOUT ROWID";

    public static IReadOnlyList<Debt> Read(SqliteConnection sqlite, long owner) => Exists(sqlite)
        ? sqlite.Query(
            "SELECT sink, number, debt FROM debts WHERE owner = @owner ORDER BY sink, number",
            row => new Debt(row.GetString(0), row.GetInt64(1), row.GetString(2)), ("@owner", owner))
        : [];

    /// <summary>Part of the commit's transaction.</summary>
    public static void Write(SqliteConnection sqlite, long owner, IReadOnlyList<Debt> debts)
    {
        if (debts.Any(debt => debt.Text is not null))
        {
            sqlite.Execute(Table);
        }

        foreach (var debt in debts)
        {
            if (debt.Text is { } text)
            {
                sqlite.Execute(
                    "INSERT INTO debts VALUES (@owner, @sink, @number, @debt) ON CONFLICT DO UPDATE SET debt = excluded.debt",
                    ("@owner", owner), ("@sink", debt.Sink), ("@number", debt.Number), ("@debt", text));
            }
            else if (Exists(sqlite))
            {
                sqlite.Execute("DELETE FROM debts WHERE owner = @owner AND sink = @sink AND number = @number", ("@owner", owner), ("@sink", debt.Sink), ("@number", debt.Number));
            }
        }
    }

    private static bool Exists(SqliteConnection sqlite) => sqlite.Scalar<long>("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'debts'") > 0;
}
