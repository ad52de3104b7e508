using System.Runtime.CompilerServices;

namespace JobPilot.Engine.Debts;

/// <summary>
/// Reads what a collector read in the landed run, and gives on only the pages that a sink missed. Used by one pump; splits are read one after the other.
/// </summary>
internal sealed class OwedPagesCollector(string id, ICollector inner, SinkPayment payment) : ICollector
{
    private readonly Dictionary<string, List<(long Number, OwedRange Range)>> _owed = payment.Ranges.Where(range => range.Range.Collector == id)
        .GroupBy(range => range.Range.Split, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    private readonly HashSet<long> _begun = [];

    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) => inner.PlanAsync(cancellationToken);

    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var owed = _owed.GetValueOrDefault(read.Split.Id) ?? [];
        var place = read.After?.Value;
        if (place is null)
        {
            _begun.Clear(); // The pass starts again; a range that was begun waits for its place.
        }

        await foreach (var page in inner.ReadAsync(read, cancellationToken).ConfigureAwait(false))
        {
            var at = owed.FindIndex(one => _begun.Contains(one.Number) || one.Range.From == place);
            var (before, after) = (place, page.After.Value);
            place = after;
            if (at < 0)
            {
                continue;
            }

            var (number, range) = owed[at];
            _begun.Add(number);
            var isCut = range.To is null || range.To == before;
            var records = isCut ? [.. page.Records.Take(range.Cut)] : page.Records;
            var isLast = isCut || (range.To == after && range.Cut == 0);
            var rest = isLast ? null : range with { From = after, Rows = Math.Max(1, range.Rows - records.Count) };
            if (rest is null)
            {
                owed.RemoveAt(at);
                _begun.Remove(number);
            }
            else
            {
                owed[at] = (number, rest);
            }

            yield return new Page(records, payment.After(number, after, rest)) { RetrievedAt = page.RetrievedAt };
        }
    }
}
