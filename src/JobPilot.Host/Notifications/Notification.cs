using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Http;
using JobPilot.Host.Output;

namespace JobPilot.Host.Notifications;

/// <summary>Something that happened in a run and that an operator may want to be told.</summary>
internal sealed record Notification(NotificationEvent Event, string Message, string? Fix)
{
    /// <summary>What a run's end tells that was not told while it went on.</summary>
    public static IReadOnlyList<Notification> Of(RunReport report, IReadOnlyList<HttpBudgetUse> budgets)
    {
        var events = new List<Notification>();
        var result = report.Result;
        if (result is { Outcome: RunOutcome.Failed, Failure: { } failure })
        {
            events.Add(new Notification(NotificationEvent.RunFailed, failure.Message, failure.Fix));
        }

        events.AddRange(report.Diagnostics.Select(OfFinding).OfType<Notification>().Take(1));
        events.AddRange(budgets.Where(budget => budget.Used * 10 >= budget.Limit * 9).Select(OfBudget).Take(1));
        if (report.Diagnostics.FirstOrDefault(finding => finding.Code is "engine.too_many_rejected" or "engine.many_rejected") is { } rejects)
        {
            events.Add(new Notification(NotificationEvent.RejectsReached, rejects.Message, rejects.Fix));
        }

        events.AddRange(result.Fallbacks.Where(fallback => fallback.Used).Select(fallback => OfFallback(fallback.Collector, fallback.Reason, null)).Take(1));
        return events;
    }

    /// <summary>What a finding tells; null where nobody asks for it.</summary>
    public static Notification? OfFinding(Diagnostic finding) =>
        IsKey(finding.Code) ? new Notification(NotificationEvent.KeyRefused, finding.Message, finding.Fix) : null;

    /// <summary>A budget whose last tenth has begun.</summary>
    public static Notification OfBudget(HttpBudgetUse budget) =>
        new(NotificationEvent.BudgetLow, $"{budget.Used} of {budget.Limit} credits of {budget.Account} are used in {budget.Period}.", null);

    /// <summary>A fallback that delivers.</summary>
    public static Notification OfFallback(string collector, string? reason, string? fix) =>
        new(NotificationEvent.FallbackUsed, $"The fallback of '{collector}' delivered. {reason}", fix);

    /// <summary>The event as it is sent, without secrets.</summary>
    /// <param name="run">The run.</param>
    /// <param name="outcome">How it ended; <c>running</c> where it goes on.</param>
    /// <param name="at">When it is told.</param>
    /// <param name="redact">Masks secrets.</param>
    public JsonObject ToJson(RunInfo run, string outcome, DateTimeOffset at, Func<string, string> redact) => new()
    {
        ["event"] = RunDocument.Name(Event),
        ["pipeline"] = run.Pipeline,
        ["run_id"] = run.Id,
        ["outcome"] = outcome,
        ["at"] = JsonOutput.Time(at),
        ["message"] = redact(Message),
        ["fix"] = Fix is null ? null : redact(Fix),
    };

    private static bool IsKey(string code) =>
        code == "http.refused" || code.EndsWith(".bad_key", StringComparison.Ordinal) || code.EndsWith(".not_subscribed", StringComparison.Ordinal);
}
