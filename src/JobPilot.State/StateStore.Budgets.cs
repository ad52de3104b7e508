using JobPilot.Hosting;

namespace JobPilot.State;

public sealed partial class StateStore
{
    /// <inheritdoc />
    public ValueTask<BudgetSpending> SpendAsync(string account, string period, long limit, long cost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        return _database.WriteAsync(
            connection =>
            {
                var used = connection.Sqlite.Scalar<long>(
                    "SELECT used FROM budgets WHERE account = @account AND period = @period", ("@account", account), ("@period", period));
                if (cost > limit - used)
                {
                    return new BudgetSpending(false, used);
                }

                connection.Sqlite.Execute(
                    "INSERT INTO budgets VALUES (@account, @period, @used) ON CONFLICT DO UPDATE SET used = excluded.used",
                    ("@account", account), ("@period", period), ("@used", used + cost));
                return new BudgetSpending(true, used + cost);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<long> UsedAsync(string account, string period, CancellationToken cancellationToken) => _database.ReadAsync(
        connection => connection.Sqlite.Scalar<long>(
            "SELECT used FROM budgets WHERE account = @account AND period = @period", ("@account", account), ("@period", period)),
        0, cancellationToken);
}
