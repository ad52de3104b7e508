using JobPilot.Engine.Recovery;
using JobPilot.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine.Stages;

/// <summary>
/// A sink that the run goes on without: where it cannot be opened, fails after its retries, or holds the run up for too long, it is left out, and what it misses
/// is owed. After a pause it is tried again. Each call runs beside the consumer's thread with records of its own, so that one which never returns harms nobody.
/// </summary>
internal sealed partial class OptionalSinkStage : SinkStage
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private readonly RunEnvironment _environment;
    private readonly ComponentMeter _meter;
    private readonly Patience _patience;
    private readonly ILogger _logger;
    private Task _pending = Task.CompletedTask;
    private TimeSpan _pause;
    private long _leftAt;
    private bool _newRun;
    private string? _lastMark;

    public OptionalSinkStage(SinkPlan plan, ComponentMeter meter, RunEnvironment environment)
        : base(plan, meter, environment)
    {
        _environment = environment;
        _meter = meter;
        _patience = new Patience(environment.Settings.OptionalSinkWait, environment.Time);
        _logger = environment.Loggers.CreateLogger("JobPilot.Engine");
        _pause = environment.Settings.FallbackProbe;
    }

    /// <summary>Whether the run goes on without it at present: what is committed now, it misses.</summary>
    public bool IsOut { get; private set; }

    public override async ValueTask OpenAsync(bool newRun, string? mark, CancellationToken cancellationToken)
    {
        (_newRun, _lastMark) = (newRun, mark);
        if (await TryAsync(token => base.OpenAsync(newRun, mark, token), cancellationToken).ConfigureAwait(false))
        {
            _newRun = false;
        }
        else
        {
            MarkIsKept = true; // Nothing was written behind any mark.
        }
    }

    /// <summary>Tries a sink that is left out once more, as soon as its pause is over. For the moment behind a commit.</summary>
    /// <returns>Whether it is back.</returns>
    public async ValueTask<bool> ReturnAsync(CancellationToken cancellationToken)
    {
        if (!IsOut || !_pending.IsCompleted || !_patience.IsRestored || _environment.Time.GetElapsedTime(_leftAt) < _pause)
        {
            return false;
        }

        IsOut = false;
        _pause = _pause < LongestPause / 2 ? _pause * 2 : LongestPause;
        await OpenAsync(_newRun, Mark ?? _lastMark, cancellationToken).ConfigureAwait(false);
        if (!IsOut)
        {
            LogBack(_logger, Plan.Id);
        }

        return !IsOut;
    }

    public override void Committed(string? mark)
    {
        if (!IsOut)
        {
            base.Committed(mark);
        }
    }

    public override ValueTask RollBackAsync(CancellationToken cancellationToken) => IsOut ? default : base.RollBackAsync(cancellationToken);

    public override async ValueTask<List<(Row Row, string Reason)>> WriteAsync(List<Row> rows, CancellationToken cancellationToken)
    {
        if (IsOut)
        {
            return [];
        }

        // Records are not safe on several threads, and a call that is given up on may still read them.
        var own = new Dictionary<Record, Row>(ReferenceEqualityComparer.Instance);
        var copies = rows.FindAll(Takes).ConvertAll(row =>
        {
            var copy = row with { Record = row.Record.Clone() };
            own[copy.Record] = row;
            return copy;
        });
        List<(Row Row, string Reason)> refused = [];
        return await TryAsync(async token => refused = await base.WriteAsync(copies, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            ? refused.ConvertAll(one => (own[one.Row.Record], one.Reason))
            : [];
    }

    public override async ValueTask<string?> FlushAsync(CancellationToken cancellationToken)
    {
        string? mark = null;
        return !IsOut && await TryAsync(async token => mark = await base.FlushAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false) ? mark : null;
    }

    private async ValueTask<bool> TryAsync(Func<CancellationToken, ValueTask> call, CancellationToken cancellationToken)
    {
        var (started, left) = (_environment.Time.GetTimestamp(), _patience.Left);
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pending = Task.Run(() => call(limit.Token).AsTask(), CancellationToken.None);
        _pending = pending;
        try
        {
            await pending.WaitAsync(left, _environment.Time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!pending.IsCompleted)
            {
                _ = limit.CancelAsync();
            }

            Leave(pending.IsCompleted ? (exception as ComponentFaultException)?.Fault ?? Faults.Of(exception, Plan.Id) : TooSlow(left));
            return false;
        }
        finally
        {
            _patience.Use(_environment.Time.GetElapsedTime(started));
            if (pending.IsCompleted)
            {
                limit.Dispose();
            }
        }
    }

    private void Leave(FaultException fault)
    {
        IsOut = true;
        _leftAt = _environment.Time.GetTimestamp();
        _meter.Rewind();
        _environment.Warn(fault, Plan.Id, "the run goes on without this sink, which owes what it misses");
    }

    private FaultException TooSlow(TimeSpan left) => new(FaultKind.Transient, $"'{Plan.Id}' holds the run up for too long: its last call had {left.TotalSeconds:0.#} s.")
    {
        Code = "engine.sink_too_slow",
        Fix = "Raise settings.optional_sink_wait, or see why the sink is slow.",
    };

    [LoggerMessage(LogLevel.Information, "{Sink}: the sink is back; what it missed is still owed.")]
    private static partial void LogBack(ILogger logger, string sink);
}
