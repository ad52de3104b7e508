using System.Threading.Channels;
using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Http;
using JobPilot.Host.Output;

namespace JobPilot.Host.Notifications;

/// <summary>
/// Tells what happens in one run when it happens, each event once, beside the run: nobody who is told keeps it waiting. What only its end shows is told then.
/// Safe on every thread.
/// </summary>
internal sealed class RunNotifier
{
    private readonly NotificationSender _sender;
    private readonly RunInfo _run;
    private readonly TimeProvider _time;
    private readonly Channel<Notification> _events = Channel.CreateUnbounded<Notification>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<NotificationEvent> _told = [];
    private readonly Lock _gate = new();
    private readonly List<Diagnostic> _untold = [];
    private readonly Task _telling;

    public RunNotifier(NotificationSender sender, RunInfo run, TimeProvider time)
    {
        _sender = sender;
        _run = run;
        _time = time;
        _telling = Task.Run(TellAsync);
    }

    /// <summary>Something happened in the run.</summary>
    public void Happened(RunEvent happened)
    {
        var finding = happened.Finding;
        Post(Notification.OfFinding(finding));
        if (happened.FallbackDelivers)
        {
            Post(Notification.OfFallback(happened.Component, finding.Message, finding.Fix));
        }
    }

    /// <summary>The last tenth of a budget has begun.</summary>
    public void BudgetLow(HttpBudgetUse use) => Post(Notification.OfBudget(use));

    /// <summary>Tells what the end shows, and waits for all that is under way; each target has its limit.</summary>
    /// <returns>A warning for each target that could not be told.</returns>
    public async Task<IReadOnlyList<Diagnostic>> EndAsync(RunReport report, IReadOnlyList<HttpBudgetUse> budgets)
    {
        _events.Writer.Complete();
        await _telling.ConfigureAwait(false);
        var rest = Notification.Of(report, budgets).Where(one => IsNew(one.Event)).ToList();
        _untold.AddRange(await _sender.SendAsync(_run, RunDocument.Name(report.Result.Outcome), rest, _time).ConfigureAwait(false));
        return [.. _untold.DistinctBy(finding => finding.Message)];
    }

    private void Post(Notification? notification)
    {
        if (notification is not null && IsNew(notification.Event))
        {
            _events.Writer.TryWrite(notification);
        }
    }

    private bool IsNew(NotificationEvent one)
    {
        lock (_gate)
        {
            return _told.Add(one);
        }
    }

    private async Task TellAsync()
    {
        await foreach (var notification in _events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            _untold.AddRange(await _sender.SendAsync(_run, NotificationSender.Running, [notification], _time).ConfigureAwait(false));
        }
    }
}
