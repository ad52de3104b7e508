using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace JobPilot.Testing;

/// <summary>
/// A collector whose pages a test writes down. Positions are page numbers from 1. Each page is made anew at each read, so records may be
/// changed. Safe on every thread once it is scripted.
/// </summary>
public sealed class ScriptedCollector : ICollector
{
    private readonly List<(string Split, List<Func<Page>> Pages)> _splits = [];
    private readonly Dictionary<(string Split, int Page), Queue<Exception>> _faults = [];
    private readonly Lock _lock = new();

    /// <summary>Positions that were acknowledged, in order, as <c>split@position</c>.</summary>
    public IList<string> Acknowledged { get; } = [];

    /// <summary>What was asked to be read, in order.</summary>
    public IList<SplitRead> Reads { get; } = [];

    /// <summary>Thrown by <see cref="PlanAsync"/>; null plans.</summary>
    public Exception? PlanFault { get; set; }

    /// <summary>Adds a split with pages of records that hold <c>id</c> and <c>title</c>.</summary>
    /// <param name="split">Id of the split.</param>
    /// <param name="pages">Keys of each page; empty pages are allowed.</param>
    /// <returns>The collector.</returns>
    public ScriptedCollector WithSplit(string split, params string[][] pages) =>
        WithPages(split, [.. pages.Select(keys => (Func<IReadOnlyList<Record>>)(() => [.. keys.Select(Sample)]))]);

    /// <summary>Adds a split with pages that are made at each read.</summary>
    /// <param name="split">Id of the split.</param>
    /// <param name="pages">Makes the records of each page.</param>
    /// <returns>The collector.</returns>
    public ScriptedCollector WithPages(string split, params Func<IReadOnlyList<Record>>[] pages)
    {
        _splits.Add((split, [.. pages.Select((make, index) => (Func<Page>)(() => new Page(make(), At(index + 1))))]));
        return this;
    }

    /// <summary>Makes the read of a page fail; called several times, it fails as often, then the page comes.</summary>
    /// <param name="split">Id of the split.</param>
    /// <param name="page">Number of the page, from 1; one more than there are fails at the end.</param>
    /// <param name="fault">What is thrown.</param>
    /// <returns>The collector.</returns>
    public ScriptedCollector WithFault(string split, int page, Exception fault)
    {
        if (!_faults.TryGetValue((split, page), out var faults))
        {
            _faults[(split, page)] = faults = new Queue<Exception>();
        }

        faults.Enqueue(fault);
        return this;
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) =>
        PlanFault is null ? new([.. _splits.Select(split => new Split(split.Split))]) : throw PlanFault;

    /// <inheritdoc />
    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Reads.Add(read);
        }

        var pages = _splits.Single(split => split.Split == read.Split.Id).Pages;
        for (var number = read.After is { } after ? int.Parse(after.Value, CultureInfo.InvariantCulture) + 1 : 1; ; number++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (NextFault(read.Split.Id, number) is { } fault)
            {
                throw fault;
            }

            if (number > pages.Count)
            {
                yield break;
            }

            yield return pages[number - 1]();
        }
    }

    /// <inheritdoc />
    public ValueTask AcknowledgeAsync(Split split, Position position, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Acknowledged.Add($"{split.Id}@{position.Value}");
        }

        return default;
    }

    private static Position At(int page) => new(page.ToString(CultureInfo.InvariantCulture));

    private static Record Sample(string key) =>
        Record.FromUtf8(Encoding.UTF8.GetBytes($$"""{"id":"{{key}}","title":"Posting {{key}}"}"""), key);

    private Exception? NextFault(string split, int page)
    {
        lock (_lock)
        {
            return _faults.TryGetValue((split, page), out var faults) && faults.TryDequeue(out var fault) ? fault : null;
        }
    }
}
