using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Http;
using JobPilot.Host.Output;

namespace JobPilot.Host.Notifications;

/// <summary>Something that happened in a run and that an operator may want to be told.</summary>
internal sealed record Notification(NotificationEvent Event, string Message, string? Fix)
{
    /// <summary>What happened in a run, each event once.</summary>
    public static IReadOnlyList<Notification> Of(RunReport report, IReadOnlyList<HttpBudgetUse> budgets)
    {
        var events = new List<Notification>();
        var result = report.Result;
        if (result is { Outcome: RunOutcome.Failed, Failure: { } failure })
        {
            events.Add(new Notification(NotificationEvent.RunFailed, failure.Message, failure.Fix));
        }

        if (report.Diagnostics.FirstOrDefault(finding => IsKey(finding.Code)) is { } key)
        {
            events.Add(new Notification(NotificationEvent.KeyRefused, key.Message, key.Fix));
        }

        if (budgets.FirstOrDefault(budget => budget.Used * 10 >= budget.Limit * 9) is { } low)
        {
            events.Add(new Notification(NotificationEvent.BudgetLow, $"{low.Used} of {low.Limit} credits of {low.Account} are used in {low.Period}.", null));
        }

        if (result.Failure is { Code: "engine.too_many_rejected" } rejects)
        {
            events.Add(new Notification(NotificationEvent.RejectsReached, rejects.Message, rejects.Fix));
        }

        if (result.Fallbacks.FirstOrDefault(fallback => fallback.Used) is { } used)
        {
            events.Add(new Notification(NotificationEvent.FallbackUsed, $"The fallback of '{used.Collector}' delivered. {used.Reason}", null));
        }

        return events;
    }

    /// <summary>The event as it is sent, without secrets.</summary>
    public JsonObject ToJson(RunReport report, DateTimeOffset at, Func<string, string> redact) => new()
    {
        ["event"] = OptionNames.Of(Event),
        ["pipeline"] = report.Run.Pipeline,
        ["run_id"] = report.Run.Id,
        ["outcome"] = RunDocument.Name(report.Result.Outcome),
        ["at"] = JsonOutput.Time(at),
        ["message"] = redact(Message),
        ["fix"] = Fix is null ? null : redact(Fix),
    };

    private static bool IsKey(string code) =>
        code == "http.refused" || code.EndsWith(".bad_key", StringComparison.Ordinal) || code.EndsWith(".not_subscribed", StringComparison.Ordinal);

    private static class OptionNames
    {
        public static string Of(NotificationEvent value) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
    }
}
