using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace JobPilot.Engine.Tests.Contracts;

/// <summary>Gives records as text, one page after the other; what a run reads can be changed before it.</summary>
internal sealed class ShapeSource : ICollector
{
    public List<string> Records { get; set; } = [];

    public int PageSize { get; init; } = 10;

    /// <summary>Called before a page with the number of its first record, and behind the last one with that of all; may throw.</summary>
    public Action<int> BeforePage { get; set; } = _ => { };

    public static List<string> Many(int count, Func<int, string> record) => [.. Enumerable.Range(0, count).Select(record)];

    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) => new([new Split("all")]);

    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var first = read.After is { } after ? int.Parse(after.Value, CultureInfo.InvariantCulture) : 0; first < Records.Count; first += PageSize)
        {
            await Task.Yield();
            BeforePage(first);
            var end = Math.Min(first + PageSize, Records.Count);
            yield return new Page(
                [.. Enumerable.Range(first, end - first).Select(n => Record.FromUtf8(Encoding.UTF8.GetBytes(Records[n]), $"r{n}"))],
                new Position(end.ToString(CultureInfo.InvariantCulture)));
        }

        BeforePage(Records.Count);
    }
}
