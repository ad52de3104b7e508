namespace JobPilot.Engine.Http;

/// <summary>How far a request budget is used, as last seen in this process. Immutable.</summary>
/// <param name="account">Whose budget.</param>
/// <param name="period">Period's name in UTC: <c>2026-11</c>, <c>2026-11-24</c> or <c>2026-11-24T18</c>.</param>
/// <param name="used">Credits used in the period, over all runs.</param>
/// <param name="limit">Credits a period.</param>
public sealed class HttpBudgetUse(string account, string period, long used, long limit)
{
    /// <summary>Whose budget.</summary>
    public string Account { get; } = account;

    /// <summary>Period's name in UTC.</summary>
    public string Period { get; } = period;

    /// <summary>Credits used in the period, over all runs.</summary>
    public long Used { get; } = used;

    /// <summary>Credits a period.</summary>
    public long Limit { get; } = limit;
}
