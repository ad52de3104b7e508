using System.Threading.Channels;
using JobPilot.Engine.Contracts;

namespace JobPilot.Engine.Stages;

/// <summary>
/// Cuts the merged pages into batches and hands each to the workers and, in order, to the consumer. Invariant 7: bounded, full means wait.
/// </summary>
internal sealed class CollectStage(PageMerger merger, ShapeWatch shapes, BatchLimit batches, ChannelWriter<Batch> work, ChannelWriter<Batch> order)
{
    /// <summary>Full batches in a row that may end in the middle of a page; then the next page's end ends a batch, so that a commit can follow.</summary>
    private const int MostInsidePages = 4;

    private List<Item> _items = [];
    private List<PageEnd> _ends = [];
    private int _insidePages;

    /// <summary>What ended the collecting; null while it goes on, or where it ended in order.</summary>
    public Exception? Failure { get; private set; }

    public async Task RunAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        try
        {
            while (await NextAsync(stopping, cancellationToken).ConfigureAwait(false) is var (pumped, take))
            {
                await AddAsync(pumped, take, cancellationToken).ConfigureAwait(false);
            }

            await SendAsync(endsPage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // A stop was asked for: what is complete goes on, and is committed.
            await SendAsync(endsPage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What was read before the failure is committed first.
            Failure = exception;
            await SendAsync(endsPage: true, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            work.TryComplete();
            order.TryComplete();
        }
    }

    private async ValueTask<(PumpedPage Pumped, int Take)?> NextAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        var next = merger.NextAsync(stopping);
        if (!next.IsCompleted && _items.Count + _ends.Count > 0)
        {
            // The sources are slower than the workers: do not hold back what is there.
            await SendAsync(endsPage: true, cancellationToken).ConfigureAwait(false);
        }

        return await next.ConfigureAwait(false);
    }

    private async ValueTask AddAsync(PumpedPage pumped, int take, CancellationToken cancellationToken)
    {
        var records = pumped.Page?.Records ?? [];
        var count = Math.Min(take, records.Count);
        var refused = count == 0 ? null : shapes.Judge(records, count); // Before any of the page is on its way.
        for (var i = 0; i < count; i++)
        {
            if (_items.Count >= batches.Value)
            {
                await SendAsync(endsPage: i == 0, cancellationToken).ConfigureAwait(false);
            }

            var item = new Item(records[i]);
            if (refused?[i] is { } reason)
            {
                item.Decide(Fate.DeadLettered, records[i].Origin.Collector, reason);
            }

            _items.Add(item);
        }

        if (count == records.Count)
        {
            _ends.Add(pumped.End);
        }

        if (_items.Count >= batches.Value || (_insidePages >= MostInsidePages && count == records.Count))
        {
            await SendAsync(endsPage: true, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask SendAsync(bool endsPage, CancellationToken cancellationToken)
    {
        if (_items.Count == 0 && _ends.Count == 0)
        {
            return;
        }

        _insidePages = endsPage ? 0 : _insidePages + 1;
        var batch = new Batch(_items, _ends, endsPage) { Shapes = endsPage ? shapes.Take() : null };
        _items = new List<Item>(batches.Value);
        _ends = [];

        // Into the order first: the consumer waits for the batch itself, so that no finished batch can be overtaken.
        await order.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        await work.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
    }
}
