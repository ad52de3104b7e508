using System.Threading.Channels;

namespace JobPilot.Engine.Stages;

/// <summary>A page on its way from a pump, or the end of a pass where it has none.</summary>
internal sealed class PumpedPage(SplitRun split, Page? page)
{
    public SplitRun Split { get; } = split;

    public Page? Page { get; } = page;

    /// <summary>Whether the pass starts again instead of ending.</summary>
    public bool Restart { get; init; }

    /// <summary>The page of an earlier run that this one is; where there is none, it is not asked for again.</summary>
    public SkippedPage? Retried { get; init; }

    /// <summary>A page that is given up for now.</summary>
    public SkippedPage? Skipped { get; init; }

    /// <summary>Where the pass goes on behind a page that is given up; null where it stays.</summary>
    public Position? SkipTo { get; init; }

    /// <summary>What the ledger is told behind the last record of it.</summary>
    public PageEnd End => Retried is not null || Skipped is not null
        ? new PageEnd(Split, SkipTo) { Retried = Retried, Skipped = Skipped }
        : new PageEnd(Split, Page?.After)
        {
            Bookmark = Page?.Bookmark,
            Records = Page?.Records.Count ?? 0,
            EndOfPass = Page is null && !Restart,
            RestartOfPass = Restart,
        };
}

/// <summary>One collector as the merger sees it.</summary>
internal sealed class PageSource(CollectorPlan plan, ChannelReader<PumpedPage> pages)
{
    private readonly SemaphoreSlim _resume = new(0);
    private long _granted = long.MaxValue;
    private bool _paused;

    public CollectorPlan Plan { get; } = plan;

    public ChannelReader<PumpedPage> Pages { get; } = pages;

    public double Credit { get; set; }

    /// <summary>Records that it may deliver in all.</summary>
    public long Granted
    {
        get => Interlocked.Read(ref _granted);
        set => Interlocked.Exchange(ref _granted, value);
    }

    /// <summary>Records that were taken from it.</summary>
    public long Taken { get; set; }

    /// <summary>Whether the limit has cut one of its pages: nothing behind that page may go on, not even an empty page or the end of the pass.</summary>
    public bool IsCut { get; set; }

    /// <summary>Records that it may still deliver.</summary>
    public long Quota => Granted - Taken;

    /// <summary>Whether the pump has read as much as was granted, and reads no further: a page behind the limit would be paid for and thrown away.</summary>
    public bool Paused => Volatile.Read(ref _paused);

    /// <summary>Waits, in the pump, until there is more to deliver.</summary>
    public async ValueTask PauseAsync(SemaphoreSlim arrived, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _paused, true);
        arrived.Release();
        await _resume.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets it deliver more.</summary>
    public void Grant(long more)
    {
        Granted += more;
        if (Paused)
        {
            Volatile.Write(ref _paused, false);
            _resume.Release();
        }
    }
}

/// <summary>
/// Merges pages of several collectors by smooth weighted round robin, and shares the limit out by weight. Order holds inside a split. A source
/// that is slow is not waited for while another has a page. What one source cannot use of the limit goes to the others.
/// </summary>
internal sealed class PageMerger
{
    private readonly List<PageSource> _sources;
    private readonly SemaphoreSlim _arrived;
    private readonly bool _limited;

    public PageMerger(IEnumerable<PageSource> sources, SemaphoreSlim arrived, long? limit)
    {
        _sources = [.. sources];
        _arrived = arrived;
        _limited = limit is not null;
        if (limit is { } total)
        {
            ShareOut(_sources, total);
        }
    }

    /// <summary>Whether the limit ended the run before the sources did.</summary>
    public bool LimitReached { get; private set; }

    /// <summary>Shares a limit out by weight, by the largest remainder.</summary>
    public static void ShareOut(IReadOnlyList<PageSource> sources, long limit)
    {
        var weights = sources.Sum(source => source.Plan.Weight);
        foreach (var source in sources)
        {
            source.Granted = (long)Math.Floor(limit * source.Plan.Weight / weights);
        }

        var rest = limit - sources.Sum(source => source.Granted);
        foreach (var source in sources.OrderByDescending(source => (limit * source.Plan.Weight / weights) - source.Granted).Take((int)rest))
        {
            source.Granted++;
        }
    }

    /// <summary>The next page, cut where the limit ends inside it; null at the end.</summary>
    public async ValueTask<(PumpedPage Pumped, int Take)?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            PageSource? best = null;
            PageSource? holding = null;
            var reading = false;
            foreach (var source in _sources)
            {
                if (source.IsCut)
                {
                    holding = Heavier(holding, source);
                }
                else if (!source.Pages.TryPeek(out var next))
                {
                    reading |= !source.Pages.Completion.IsCompleted && !source.Paused;
                    holding = source.Paused ? Heavier(holding, source) : holding;
                }
                else if ((next.Page?.Records.Count ?? 0) <= source.Quota)
                {
                    best = best is null || Ahead(source) > Ahead(best) ? source : best;
                }
                else
                {
                    holding = Heavier(holding, source);
                }
            }

            if (best is not null)
            {
                return (Take(best), int.MaxValue);
            }

            if (!reading)
            {
                await ObserveFailuresAsync().ConfigureAwait(false);
                if (holding is null)
                {
                    return null;
                }

                if (CutOrRaise(holding) is { } cut) // null: more was granted, or the limit is reached
                {
                    return cut;
                }

                if (LimitReached)
                {
                    return null;
                }

                continue;
            }

            await _arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static PageSource Heavier(PageSource? left, PageSource right) =>
        left is null || right.Plan.Weight > left.Plan.Weight ? right : left;

    private static double Ahead(PageSource source) => source.Credit + source.Plan.Weight;

    private PumpedPage Take(PageSource chosen)
    {
        var total = 0.0;
        foreach (var source in _sources)
        {
            if (source == chosen || source.Pages.TryPeek(out _))
            {
                source.Credit += source.Plan.Weight;
                total += source.Plan.Weight;
            }
        }

        chosen.Credit -= total;
        chosen.Pages.TryRead(out var pumped);
        chosen.Taken += _limited ? pumped!.Page?.Records.Count ?? 0 : 0;
        return pumped!;
    }

    /// <summary>
    /// All sources have ended, wait, or hold a page beyond their share. What the ended ones left goes to the heaviest of the others; where nothing is
    /// left, a page that is held is cut at its own source's share.
    /// </summary>
    private (PumpedPage Pumped, int Take)? CutOrRaise(PageSource heaviest)
    {
        var ended = _sources.FindAll(source => source.Pages.Completion.IsCompleted && source.Quota > 0);
        if (ended.Sum(source => source.Quota) is > 0 and var left)
        {
            ended.ForEach(source => source.Granted = source.Taken);
            heaviest.Grant(left);
            return null;
        }

        if (_sources.Find(source => source.Quota > 0 && !source.IsCut) is not { } holding || !holding.Pages.TryRead(out var page))
        {
            LimitReached = true;
            return null;
        }

        var take = (int)holding.Quota;
        holding.Taken += take;
        holding.IsCut = true;
        return (page, take);
    }

    private async ValueTask ObserveFailuresAsync()
    {
        foreach (var source in _sources.Where(source => source.Pages.Completion.IsFaulted))
        {
            await source.Pages.Completion.ConfigureAwait(false);
        }
    }
}
