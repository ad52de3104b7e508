using System.Collections.Concurrent;
using JobPilot.Hosting;

namespace JobPilot.Tests.Http;

/// <summary>Keeps budgets in memory.</summary>
internal sealed class MemoryBudgets : IBudgetStore
{
    private readonly ConcurrentDictionary<(string Account, string Period), long> _used = new();

    public IReadOnlyDictionary<(string Account, string Period), long> Used => _used;

    public void Put(string account, string period, long used) => _used[(account, period)] = used;

    public ValueTask<BudgetSpending> SpendAsync(string account, string period, long limit, long cost, CancellationToken cancellationToken)
    {
        lock (_used)
        {
            var used = _used.GetValueOrDefault((account, period));
            if (used + cost > limit)
            {
                return new(new BudgetSpending(false, used));
            }

            _used[(account, period)] = used + cost;
            return new(new BudgetSpending(true, used + cost));
        }
    }

    public ValueTask<long> UsedAsync(string account, string period, CancellationToken cancellationToken) => new(_used.GetValueOrDefault((account, period)));
}
