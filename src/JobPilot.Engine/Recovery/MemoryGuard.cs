using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Recovery;

/// <summary>
/// Watches the memory of the process, so that a run ends in order before the machine suffers (Invariants 7 and 8). Where it is tight, batches become smaller and
/// the heap is compacted; where that does not help, nothing more is read, what was read is committed, and the run fails with the component that
/// holds most.
/// </summary>
internal sealed class MemoryGuard(RunEnvironment environment, MemoryProbe probe, BatchLimit batches, Func<IEnumerable<(string Id, object Component)>> components)
{
    /// <summary>Share of the limit from which on memory is tight.</summary>
    private const double Tight = 0.85;

    /// <summary>Share of the limit above which there is no time for a drain.</summary>
    private const double TooLate = 1.3;

    private const double Mega = 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Compacting a large heap is work: it is not done again sooner.</summary>
    private static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(5);

    private long _compacted;

    /// <summary>Why the run is to end; null while it goes on.</summary>
    public ComponentFaultException? Failure { get; private set; }

    /// <summary>Watches until the run ends.</summary>
    /// <param name="drain">Ends the reading; called at most once.</param>
    /// <param name="ending">Ends the run: when the grace period is over, or at once where even that is too long.</param>
    /// <param name="cancellationToken">The run has ended.</param>
    public async Task WatchAsync(Func<Task> drain, CancellationTokenSource ending, CancellationToken cancellationToken)
    {
        var limit = environment.Settings.MaxMemoryBytes;
        if (limit == long.MaxValue)
        {
            return;
        }

        try
        {
            while (true)
            {
                await Task.Delay(Interval, environment.Time, cancellationToken).ConfigureAwait(false);
                var used = probe.Used();
                if (Failure is not null)
                {
                    if (used > limit * TooLate)
                    {
                        await ending.CancelAsync().ConfigureAwait(false);
                        return;
                    }
                }
                else if (used > limit * Tight && Relieve(used, limit) > limit)
                {
                    Failure = Exceeded(probe.Used(), limit);
                    ending.CancelAfter(environment.Settings.GracePeriod);
                    await drain().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run has ended.
        }
    }

    /// <exception cref="ComponentFaultException">The limit was exceeded.</exception>
    public void ThrowIfExceeded()
    {
        if (Failure is not null)
        {
            throw Failure;
        }
    }

    /// <summary>Smaller batches, and a compacted heap where that was not just done. Returns what is used then.</summary>
    private long Relieve(long used, long limit)
    {
        var isDue = _compacted == 0 || environment.Time.GetElapsedTime(_compacted) >= LeastBetween;
        if (!isDue && used <= limit)
        {
            return used;
        }

        var size = batches.Halve();
        environment.Warn(
            new FaultException(FaultKind.Permanent, $"The process uses {Megabytes(used)} of {Megabytes(limit)} (settings.max_memory).") { Code = "engine.memory_tight" },
            environment.Run.Pipeline,
            $"memory is tight: batches of at most {size} records from here on");
        probe.Compact();
        _compacted = environment.Time.GetTimestamp();
        return probe.Used();
    }

    private ComponentFaultException Exceeded(long used, long limit)
    {
        var held = components().Select(one => (one.Id, Bytes: HeldMemory.Estimate(one.Component))).OrderByDescending(one => one.Bytes).FirstOrDefault();
        var isKnown = held.Bytes * 10 >= limit;
        var component = isKnown ? held.Id : environment.Run.Pipeline;
        var holder = isKnown
            ? $"'{held.Id}' holds most of it, about {Megabytes(held.Bytes)}."
            : "No component is known to hold a large part of it.";
        return new ComponentFaultException(component, new FaultException(
            FaultKind.Fatal,
            $"The process uses {Megabytes(used)}, more than settings.max_memory allows ({Megabytes(limit)}), also with smaller batches and a compacted heap. {holder} What was read is committed; the next run goes on behind it.")
        {
            Code = "engine.memory_limit",
            Fix = isKnown
                ? $"Look at '{held.Id}': it keeps what it has seen. Else raise settings.max_memory."
                : "Raise settings.max_memory, or lower settings.batch_size and settings.parallelism.",
        });
    }

    private static string Megabytes(long bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / Mega:#,0} MB");
}

/// <summary>How the memory of the process is looked at and relieved.</summary>
/// <param name="Used">Bytes that the process uses of the machine's memory.</param>
/// <param name="Compact">Collects, compacts and gives back what is free; blocks.</param>
internal sealed record MemoryProbe(Func<long> Used, Action Compact)
{
    /// <summary>Of this process.</summary>
    public static MemoryProbe OfProcess { get; } = new(
        () => Environment.WorkingSet, () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));
}
