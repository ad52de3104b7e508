using System.Diagnostics;
using System.Threading.Channels;
using JobPilot.Engine.Commits;
using JobPilot.Engine.Http.Landing;
using JobPilot.Engine.Recovery;
using JobPilot.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine.Stages;

/// <summary>
/// Reads one collector: its splits one after the other, each after its last position, with retries, and its fallback where the source cannot
/// be used. Pages go into a small channel, and full means wait.
/// </summary>
internal sealed partial class CollectorPump
{
    /// <summary>Runs that ask for a page in vain before it is lost.</summary>
    private const int MostAttempts = 5;

    private readonly CollectorPlan _plan;
    private readonly SplitClaims _claims;
    private readonly RunEnvironment _environment;
    private readonly ComponentMeter _meter;
    private readonly ComponentMeter? _fallbackMeter;
    private readonly Channel<PumpedPage> _pages = Channel.CreateBounded<PumpedPage>(new BoundedChannelOptions(2) { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _arrived;
    private readonly ILogger _logger;
    private List<SplitRun> _splits = [];
    private FaultException? _planFault;
    private long _delivered;

    public CollectorPump(CollectorPlan plan, SplitClaims claims, RunEnvironment environment, SemaphoreSlim arrived)
    {
        _plan = plan;
        _claims = claims;
        _environment = environment;
        _arrived = arrived;
        _logger = environment.Loggers.CreateLogger("JobPilot.Engine.Collect");
        _meter = environment.Meters.Add(plan.Id, "collector", plan.Type);
        _fallbackMeter = plan.Fallback is { } fallback ? environment.Meters.Add(fallback.Id, "collector", fallback.Type) : null;
        Source = new PageSource(plan, _pages.Reader);
    }

    public PageSource Source { get; }

    /// <summary>Why the fallback took over; null while it did not.</summary>
    public FaultException? FallbackReason { get; private set; }

    /// <summary>Whether the fallback delivered.</summary>
    public bool FallbackUsed { get; private set; }

    /// <summary>Plans the splits; where the source cannot be planned and has a fallback, that takes over when reading begins.</summary>
    /// <exception cref="ComponentFaultException">The source cannot be planned, and no fallback may stand in.</exception>
    public async ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Landed(_plan, Checked(_plan, await _plan.Collector.PlanAsync(cancellationToken).ConfigureAwait(false)));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var fault = Faults.Of(exception, _plan.Id);
            var action = RecoveryPolicy.OnCollectorFault(
                fault, int.MaxValue, 0, TimeSpan.Zero, _plan.Fallback is not null, hasPosition: false, policy: _plan.OnError).Action;
            if (LandedEnd.Of(_environment.Landed, _plan, fault, action) is { } end)
            {
                _environment.Warn(end, _plan.Id, "the landing ends here");
                return [];
            }

            if (action == RecoveryAction.LeaveSplit)
            {
                _environment.Warn(fault, _plan.Id, "it is left to the next run");
                return [];
            }

            if (_plan.Fallback is null || fault.Kind == FaultKind.Fatal || _plan.OnError == ErrorPolicy.Stop)
            {
                throw new ComponentFaultException(_plan.Id, fault);
            }

            _planFault = fault;
            return [];
        }
    }

    public void Assign(IEnumerable<SplitRun> splits) => _splits = [.. splits];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            if (_planFault is { } fault)
            {
                await RunFallbackAsync(fault, null, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                foreach (var split in _splits)
                {
                    if (await ReadSplitAsync(split, _meter, _plan.Fallback is not null || _plan.GivenUp, null, cancellationToken).ConfigureAwait(false) == SplitEnd.FallbackTookOver)
                    {
                        break;
                    }
                }
            }
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        _pages.Writer.Complete(failure);
        _arrived.Release();
    }

    private static IReadOnlyList<Split> Checked(CollectorPlan plan, IReadOnlyList<Split> splits)
    {
        var problem = splits.Count == 0 ? "planned no split"
            : splits.FirstOrDefault(split => split.Id.Length is 0 or > 400) is { } odd ? $"planned a split whose id has {odd.Id.Length} characters (1 to 400 are allowed)"
            : splits.GroupBy(split => split.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
                ? $"planned the split '{twice.Key}' twice"
                : null;
        return problem is null ? splits : throw new FaultException(FaultKind.Fatal, $"'{plan.Id}' {problem}.") { Code = "engine.bad_plan" };
    }

    /// <summary>In a replay only what the landed run read is read again.</summary>
    private IReadOnlyList<Split> Landed(CollectorPlan plan, IReadOnlyList<Split> splits)
    {
        if (_environment.Landed is not { } landed)
        {
            return splits;
        }

        var gone = landed.Splits(plan.Id).Except(splits.Select(split => split.Id), StringComparer.Ordinal).ToList();
        if (gone.Count > 0)
        {
            _environment.Warn(
                new FaultException(FaultKind.Permanent, $"The landed run read {string.Join(", ", gone.Take(5).Select(id => $"'{id}'"))}, which the pipeline no longer plans.") { Code = "landing.split_gone" },
                plan.Id,
                "a part of the landing is not replayed");
        }

        return [.. splits.Where(split => landed.FindRead(plan.Id, split.Id) is not null)];
    }

    /// <summary>Reads one split to its end, unless a fallback takes over the rest, or the source that this one stands in for is back.</summary>
    private async ValueTask<SplitEnd> ReadSplitAsync(
        SplitRun split, ComponentMeter meter, bool hasFallback, Func<ValueTask<bool>>? isBack, CancellationToken cancellationToken)
    {
        await RetrySkippedAsync(split, meter, cancellationToken).ConfigureAwait(false);
        var after = split.Start.Position is { } position ? new Position(position) : null;
        var failures = 0;
        _environment.Landing?.Read(split.Plan.Id, split.Read(after));
        var skipped = 0;
        var delivered = false;
        (Position? From, FaultException For)? lost = null;
        while (true)
        {
            FaultException fault;
            try
            {
                var started = Stopwatch.GetTimestamp();
                await foreach (var page in split.Plan.Collector.ReadAsync(split.Read(after), cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    meter.AddTimeSince(started);
                    failures = skipped = 0;
                    delivered = true;
                    after = page.After;
                    await DeliverAsync(split, page, meter, null, cancellationToken).ConfigureAwait(false);
                    if (isBack is not null && await isBack().ConfigureAwait(false))
                    {
                        return SplitEnd.SourceIsBack;
                    }

                    started = Stopwatch.GetTimestamp();
                }

                cancellationToken.ThrowIfCancellationRequested();
                if (!delivered && lost is { For: var cause })
                {
                    // Not one page came: that is no pass over an empty source, but a source that cannot be used.
                    throw new FaultException(FaultKind.Unavailable, cause.Message, cause) { Code = cause.Code, Fix = cause.Fix };
                }

                await WriteAsync(new PumpedPage(split, null), cancellationToken).ConfigureAwait(false);
                return SplitEnd.Read;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                fault = Faults.Of(exception, split.Plan.Id);
                LogFault(_logger, exception, split.QualifiedId, fault.Code);
            }

            failures++;
            var recovery = RecoveryPolicy.OnCollectorFault(
                fault, failures, _environment.Settings.MaxRetries, _environment.Settings.RetryDelay, hasFallback, after is not null, skipped,
                split.Plan.OnError);
            if (LandedEnd.Of(_environment.Landed, split.Plan, fault, recovery.Action) is { } end)
            {
                if (!(isBack is not null && delivered && MoreIsLanded))
                {
                    _environment.Warn(end, split.Plan.Id, "the landing ends here");
                }

                await WriteAsync(new PumpedPage(split, null), cancellationToken).ConfigureAwait(false);
                return SplitEnd.Read;
            }

            switch (recovery.Action)
            {
                case RecoveryAction.Retry:
                    LogRetry(_logger, split.QualifiedId, fault.Message, recovery.Delay.TotalSeconds);
                    await Task.Delay(recovery.Delay, _environment.Time, cancellationToken).ConfigureAwait(false);
                    break;
                case RecoveryAction.SkipPage when fault.SkipTo!.Value != after?.Value:
                    _environment.Warn(fault, split.Plan.Id, "a page was skipped, and the next run asks for it again");
                    await WriteAsync(new PumpedPage(split, null) { Skipped = split.Skip(after, fault.Code), SkipTo = fault.SkipTo }, cancellationToken).ConfigureAwait(false);
                    lost ??= (after, fault);
                    after = fault.SkipTo;
                    failures = 0;
                    skipped++;
                    break;
                case RecoveryAction.LeaveSplit:
                    _environment.Warn(fault, split.Plan.Id, "the rest is left to the next run");
                    return SplitEnd.Left;
                case RecoveryAction.RestartPass:
                    _environment.Warn(fault, split.Plan.Id, "the pass starts again from its beginning");
                    await WriteAsync(new PumpedPage(split, null) { Restart = true }, cancellationToken).ConfigureAwait(false);
                    after = null;
                    break;
                case RecoveryAction.Fallback:
                    var stood = lost is { From: var from } ? from : after;
                    if (!await RunFallbackAsync(fault, async () => await ProbeAsync(split, stood, cancellationToken).ConfigureAwait(false) is null, cancellationToken).ConfigureAwait(false)
                        && !await CameBackAsync(split, stood, cancellationToken).ConfigureAwait(false))
                    {
                        return SplitEnd.FallbackTookOver;
                    }

                    failures = skipped = 0;
                    lost = null;
                    break;
                default:
                    throw new ComponentFaultException(split.Plan.Id, fault);
            }
        }
    }

    /// <summary>Asks for the pages that earlier runs gave up, each once a run. Where the source cannot be used, they wait on.</summary>
    private async ValueTask RetrySkippedAsync(SplitRun split, ComponentMeter meter, CancellationToken cancellationToken)
    {
        foreach (var page in split.Start.Retry)
        {
            try
            {
                await using var pages = split.Plan.Collector.ReadAsync(split.Read(page), cancellationToken).GetAsyncEnumerator(cancellationToken);
                if (await pages.MoveNextAsync().ConfigureAwait(false))
                {
                    await DeliverAsync(split, pages.Current, meter, page, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await WriteAsync(new PumpedPage(split, null) { Retried = page }, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var fault = Faults.Of(exception, split.Plan.Id);
                LogFault(_logger, exception, split.QualifiedId, fault.Code);
                switch (RecoveryPolicy.OnSkippedPage(fault, page.Attempts, MostAttempts))
                {
                    case RecoveryAction.Stop:
                        throw new ComponentFaultException(split.Plan.Id, fault);
                    case RecoveryAction.Fallback:
                        return; // The pass itself meets the same fault.
                    case RecoveryAction.SkipPage:
                        _environment.Warn(fault, split.Plan.Id, "a page of an earlier run cannot be read yet");
                        await WriteAsync(new PumpedPage(split, null) { Retried = page, Skipped = page.Again(fault.Code) }, cancellationToken).ConfigureAwait(false);
                        break;
                    default:
                        _environment.Warn(Faults.PageLost(split, page, fault.Message), split.Plan.Id, "a page is lost");
                        await WriteAsync(new PumpedPage(split, null) { Retried = page }, cancellationToken).ConfigureAwait(false);
                        break;
                }
            }
        }
    }

    private async ValueTask DeliverAsync(SplitRun split, Page page, ComponentMeter meter, SkippedPage? retried, CancellationToken cancellationToken)
    {
        RefuseSecret(split, page);
        var origin = new RecordOrigin(split.Plan.Id, split.Split.Id, page.RetrievedAt ?? _environment.SourceTime.GetUtcNow(), split.Plan.Demo);
        foreach (var record in _environment.Replay is not null ? [] : page.Records)
        {
            record.Origin = origin; // Invariant 10: only the engine says what is demo.
        }

        meter.Add(page.Records.Count, page.Records.Count);
        await WriteAsync(new PumpedPage(split, page) { Retried = retried }, cancellationToken).ConfigureAwait(false);
        _delivered += page.Records.Count;
        if (_delivered >= Source.Granted)
        {
            await Source.PauseAsync(_arrived, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Invariant 9: a source that quotes the key where it says how to go on must not get it into the state.</summary>
    private void RefuseSecret(SplitRun split, Page page)
    {
        if (Quotes(page.After.Value) || (page.Bookmark?.Token is { } token && Quotes(token)))
        {
            throw new FaultException(FaultKind.Fatal, $"'{split.Plan.Id}' answered with a position that holds a secret, which is never kept.")
            {
                Code = "engine.secret_in_position",
                Fix = "Tell the owner of the source; until it is mended, it cannot be read on from there.",
            };
        }

        bool Quotes(string text) => _environment.Redact(text) != text;
    }

    private async ValueTask WriteAsync(PumpedPage page, CancellationToken cancellationToken)
    {
        await _pages.Writer.WriteAsync(page, cancellationToken).ConfigureAwait(false);
        _arrived.Release();
    }

    /// <summary>
    /// Lets the fallback deliver. From time to time the source is asked again; true once it answers, and it then goes on where it stood.
    /// </summary>
    private async ValueTask<bool> RunFallbackAsync(FaultException reason, Func<ValueTask<bool>>? probe, CancellationToken cancellationToken)
    {
        if (_plan.Fallback is not { } fallback)
        {
            return false; // In a replay: it landed nothing.
        }

        FallbackReason = reason;
        LogFallback(_logger, _plan.Id, fallback.Type, reason.Message, reason.Fix ?? "");
        _environment.Note(reason, _plan.Id, $"the fallback '{fallback.Type}' takes over");
        var planned = await PlanFallbackAsync(fallback, cancellationToken).ConfigureAwait(false);
        var probed = _environment.Time.GetTimestamp();
        foreach (var split in planned)
        {
            if (!FallbackUsed)
            {
                FallbackUsed = true;
                _environment.TellFallback(reason, _plan.Id);
            }

            if (await ReadSplitAsync(split, _fallbackMeter!, hasFallback: false, probe is null ? null : IsBackAsync, cancellationToken).ConfigureAwait(false)
                is SplitEnd.SourceIsBack)
            {
                LogBack(_logger, _plan.Id, fallback.Type);
                return true;
            }
        }

        return false;

        async ValueTask<bool> IsBackAsync()
        {
            if (_environment.Time.GetElapsedTime(probed) < _environment.Settings.FallbackProbe)
            {
                return false;
            }

            var back = await probe!().ConfigureAwait(false);
            probed = _environment.Time.GetTimestamp();
            return back;
        }
    }

    private async ValueTask<IReadOnlyList<SplitRun>> PlanFallbackAsync(CollectorPlan fallback, CancellationToken cancellationToken)
    {
        try
        {
            var splits = Landed(fallback, Checked(fallback, await fallback.Collector.PlanAsync(cancellationToken).ConfigureAwait(false)));
            return await _claims.ClaimAsync(fallback, [.. splits], _environment.SplitPrefix + SplitClaims.FallbackPrefix(_plan), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not ComponentFaultException)
        {
            throw new ComponentFaultException(fallback.Id, Faults.Of(exception, fallback.Id));
        }
    }

    /// <summary>In a replay: whether the landed run got more of the source behind the failure that led to its fallback.</summary>
    private bool MoreIsLanded => _environment.Landed is { } landed && !landed.Answers.EndedWith(_plan.Id);

    /// <summary>In a replay no time passes while the fallback delivers: behind it, the source is asked as the landed run asked whether it was back. False where it never was.</summary>
    private async ValueTask<bool> CameBackAsync(SplitRun split, Position? after, CancellationToken cancellationToken)
    {
        for (var left = _environment.Landed?.Count ?? 0; left > 0 && MoreIsLanded; left--)
        {
            if (await ProbeAsync(split, after, cancellationToken).ConfigureAwait(false) is not { } fault)
            {
                return true;
            }

            if (fault.Code == Http.HttpErrorCodes.NotLanded)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Asks the source once; null where it answers. Whatever a plugin throws, the fallback goes on.</summary>
    private static async ValueTask<FaultException?> ProbeAsync(SplitRun split, Position? after, CancellationToken cancellationToken)
    {
        try
        {
            await using var pages = split.Plan.Collector.ReadAsync(split.Read(after), cancellationToken).GetAsyncEnumerator(cancellationToken);
            await pages.MoveNextAsync().ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Faults.Of(exception, split.Plan.Id);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Reading {Split} met {Code}.")]
    private static partial void LogFault(ILogger logger, Exception exception, string split, string code);

    [LoggerMessage(LogLevel.Warning, "{Split}: {Reason} Trying again in {Seconds:0.#} s.")]
    private static partial void LogRetry(ILogger logger, string split, string reason, double seconds);

    [LoggerMessage(LogLevel.Information, "{Collector}: the source is back, and goes on where it stood in place of '{Fallback}'.")]
    private static partial void LogBack(ILogger logger, string collector, string fallback);

    [LoggerMessage(LogLevel.Warning, "{Collector}: the fallback '{Fallback}' takes over. {Reason} {Fix}")]
    private static partial void LogFallback(ILogger logger, string collector, string fallback, string reason, string fix);
}
