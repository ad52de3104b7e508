namespace JobPilot.Configuration;

/// <summary>One entry of the section <c>notifications</c>: whom to tell of what. Immutable.</summary>
public sealed class NotificationSettings
{
    /// <summary>What to tell; all where none is named.</summary>
    public IReadOnlyList<NotificationEvent> On { get; init; } = [];

    /// <summary>Address that gets the event as JSON by POST; empty where a command is run.</summary>
    public Secret Webhook { get; init; } = Secret.Empty;

    /// <summary>Headers of the webhook.</summary>
    public IReadOnlyDictionary<string, Secret> Headers { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Program and arguments; it gets the event as JSON on standard input. Empty where a webhook is called.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];
}

/// <summary>What an operator may want to be told of.</summary>
public enum NotificationEvent
{
    /// <summary>A run failed.</summary>
    RunFailed = 0,

    /// <summary>A source refused the key.</summary>
    KeyRefused = 1,

    /// <summary>Of a request budget 90 % or more are used.</summary>
    BudgetLow = 2,

    /// <summary>So many records were rejected that the run was stopped.</summary>
    RejectsReached = 3,

    /// <summary>A fallback delivered in place of its collector.</summary>
    FallbackUsed = 4,
}
