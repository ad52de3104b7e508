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

    /// <summary>When a record was posted; null leaves bookmarks out and heeds no bounds.</summary>
    public Func<int, DateTimeOffset>? Posted { get; set; }

    public List<SplitRead> Reads { get; } = [];

    public int Records { get; set; } = records;

    public int GroupSize { get; init; } = int.MaxValue;

    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) => new([.. Splits.Select(id => new Split(id))]);

    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (Pages)
        {
            Reads.Add(read);
        }

        var first = read.After is { } after ? int.Parse(after.Value, CultureInfo.InvariantCulture) : 0;
        for (; first < Records; first += pageSize)
        {
            await Wait(cancellationToken);
            BeforePage(read.Split.Id, first);
            var numbers = Enumerable.Range(first, Math.Min(pageSize, Records - first)).ToList();
            var page = numbers.FindAll(n => !(Posted?.Invoke(n) < read.Since) && !(Posted?.Invoke(n) >= read.Until)).ConvertAll(n => Make(read.Split.Id, n));
            lock (Pages)
            {
                Pages.Add((read.Split.Id, first));
            }

            yield return new Page(page, new Position((first + numbers.Count).ToString(CultureInfo.InvariantCulture)))
            {
                Bookmark = Posted is null ? null : new Bookmark { HighWater = numbers.Max(Posted) },
            };
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
