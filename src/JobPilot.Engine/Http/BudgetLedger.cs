using System.Collections.Concurrent;
using System.Globalization;
using JobPilot.Hosting;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine.Http;

/// <summary>Spends request budgets before calls leave, and remembers how far each is used. Safe on every thread.</summary>
internal sealed partial class BudgetLedger(IBudgetStore store, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, HttpBudgetUse> _uses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);

    /// <summary>Told of a budget whose last tenth has begun, once a period and account.</summary>
    public Action<HttpBudgetUse>? OnLow { get; set; }

    public IReadOnlyList<HttpBudgetUse> Uses => [.. _uses.Values.OrderBy(use => use.Account, StringComparer.Ordinal)];

    /// <summary>Spends credits, durably; a fault where the period has not enough left.</summary>
    public async ValueTask<FaultException?> SpendAsync(RequestBudget budget, int cost, ILogger logger, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var period = PeriodName(budget.Period, now);
        var spending = await store.SpendAsync(budget.Account, period, budget.Limit, cost, cancellationToken);
        var use = new HttpBudgetUse(budget.Account, period, spending.Used, budget.Limit);
        _uses[budget.Account] = use;
        if (!spending.Spent)
        {
            var next = NextPeriod(budget.Period, now).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            return new FaultException(
                FaultKind.Unavailable,
                $"The request budget of {budget.Account} is spent: {spending.Used} of {budget.Limit} credits are used in {period}, and this call costs {cost}.")
            {
                Code = HttpErrorCodes.BudgetSpent,
                Fix = $"Raise the budget if the plan at the source allows more, or wait for the next period, which begins on {next} UTC.",
                RetryAfter = NextPeriod(budget.Period, now) - now,
            };
        }

        if (spending.Used * 10 >= budget.Limit * 9L && _warned.TryAdd($"{budget.Account} {period}", true))
        {
            LogNearlySpent(logger, budget.Account, spending.Used, budget.Limit, period);
            OnLow?.Invoke(use);
        }

        return null;
    }

    private static string PeriodName(BudgetPeriod period, DateTimeOffset now) => now.UtcDateTime.ToString(
        period switch
        {
            BudgetPeriod.Hour => "yyyy-MM-dd'T'HH",
            BudgetPeriod.Day => "yyyy-MM-dd",
            _ => "yyyy-MM",
        },
        CultureInfo.InvariantCulture);

    private static DateTimeOffset NextPeriod(BudgetPeriod period, DateTimeOffset now)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return period switch
        {
            BudgetPeriod.Hour => day.AddHours(now.UtcDateTime.Hour + 1),
            BudgetPeriod.Day => day.AddDays(1),
            _ => day.AddDays(1 - day.Day).AddMonths(1),
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The request budget of {Account} is nearly spent: {Used} of {Limit} credits are used in {Period}.")]
    private static partial void LogNearlySpent(ILogger logger, string account, long used, int limit, string period);
}
