using System.Runtime.CompilerServices;

namespace JobPilot.Engine.Debts;

/// <summary>Gives the rows that a sink missed as the home has them now: a page a range. A row that is gone is its removal.</summary>
internal sealed class OwedRowsCollector(SinkPayment payment) : ICollector
{
    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) => new([new Split(payment.Sink)]);

    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (number, range) in payment.Ranges)
        {
            var rows = (await payment.FindRowsAsync([.. range.Keys!], cancellationToken).ConfigureAwait(false)).ToDictionary(row => row.Key!, StringComparer.Ordinal);
            yield return new Page([.. range.Keys!.Select(key => rows.GetValueOrDefault(key) ?? Record.Delete(key))], payment.After(number, "rows", null));
        }
    }
}
