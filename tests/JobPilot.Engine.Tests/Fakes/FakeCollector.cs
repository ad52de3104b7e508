using System.Globalization;
using System.Runtime.CompilerServices;

namespace JobPilot.Engine.Tests.Fakes;

/// <summary>Delivers numbered records by page: <c>{"id":"a-0","n":0,"group":0}</c>; can fail before a page.</summary>
internal sealed class FakeCollector(string name, int records, int pageSize = 10) : ICollector
{
    public List<string> Splits { get; init; } = ["all"];

    /// <summary>Called before each page with split and number of its first record; may throw.</summary>
    public Action<string, int> BeforePage { get; set; } = (_, _) => { };

    public Func<CancellationToken, Task> Wait { get; set; } = _ => Task.CompletedTask;

    public List<(string Split, int First)> Pages { get; } = [];

    public List<string> Acknowledged { get; } = [];

    public int GroupSize { get; init; } = int.MaxValue;

    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) => new([.. Splits.Select(id => new Split(id))]);

    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = read.After is { } after ? int.Parse(after.Value, CultureInfo.InvariantCulture) : 0;
        for (; first < records; first += pageSize)
        {
            await Wait(cancellationToken);
            BeforePage(read.Split.Id, first);
            var page = Enumerable.Range(first, Math.Min(pageSize, records - first)).Select(n => Make(read.Split.Id, n)).ToList();
            lock (Pages)
            {
                Pages.Add((read.Split.Id, first));
            }

            yield return new Page(page, new Position((first + page.Count).ToString(CultureInfo.InvariantCulture)));
        }
    }

    public ValueTask AcknowledgeAsync(Split split, Position position, CancellationToken cancellationToken)
    {
        Acknowledged.Add(position.Value);
        return default;
    }

    private Record Make(string split, int n)
    {
        var id = $"{name}-{split}-{n:D5}";
        return Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","n":{{n}},"group":"{{n % GroupSize}}"}"""), id);
    }
}
