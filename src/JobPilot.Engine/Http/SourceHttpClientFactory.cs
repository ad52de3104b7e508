using System.Collections.Concurrent;
using JobPilot.Engine.Http.Landing;
using JobPilot.Hosting;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine.Http;

/// <summary>
/// Makes the HTTP clients of a host's components and counts what they send. Opens no socket before the first request. Safe on every thread.
/// </summary>
public sealed class SourceHttpClientFactory : IDisposable
{
    private readonly ConcurrentDictionary<string, ComponentTraffic> _components = new(StringComparer.Ordinal);
    private readonly HttpServices _services;
    private readonly ILoggerFactory _loggers;

    /// <summary>Creates a factory.</summary>
    /// <param name="budgets">Keeps request budgets across runs.</param>
    /// <param name="cache">Keeps answers.</param>
    /// <param name="time">Clock of waits, limits and budgets' periods.</param>
    /// <param name="loggers">Makes a logger a component, of the category <c>http.ID</c>.</param>
    public SourceHttpClientFactory(IBudgetStore budgets, IResponseCache cache, TimeProvider time, ILoggerFactory loggers)
        : this(budgets, cache, time, loggers, new HttpSeams())
    {
    }

    internal SourceHttpClientFactory(IBudgetStore budgets, IResponseCache cache, TimeProvider time, ILoggerFactory loggers, HttpSeams seams)
    {
        _services = new HttpServices(new BudgetLedger(budgets, time), cache, time, new HttpTransport(seams, time));
        _loggers = loggers;
    }

    /// <summary>What each component sent so far, in the order of their ids.</summary>
    public IReadOnlyList<HttpTraffic> Traffic =>
        [.. _components.Values.Select(component => component.Counts).OrderBy(counts => counts.ComponentId, StringComparer.Ordinal)];

    /// <summary>How far each budget is used that was drawn on, in the order of their accounts.</summary>
    public IReadOnlyList<HttpBudgetUse> Budgets => _services.Budgets.Uses;

    /// <summary>Tells from now on of each budget whose last tenth has begun, when that happens.</summary>
    /// <param name="told">Told once a period and account, from any thread; must return at once.</param>
    public void OnBudgetLow(Action<HttpBudgetUse> told) => _services.Budgets.OnLow = told;

    /// <summary>Keeps from now on what sources answer.</summary>
    /// <param name="landing">Where to; the caller ends it.</param>
    public void Land(ResponseLanding landing) => _services.Landing = landing;

    /// <summary>Answers from now on what sources are asked out of a landing, and calls none of them.</summary>
    /// <param name="run">The landed run.</param>
    public void AnswerFrom(LandedRun run) => _services.Landed = run.Answers;

    /// <summary>Makes a client with the default policy. Clients of one id share rate limit, breaker and counts.</summary>
    /// <param name="componentId">Id of the component in the pipeline.</param>
    /// <param name="isSource">Whether what it gets is data of a source, that is landed and replayed: so with collectors and processors, not with sinks.</param>
    /// <returns>A client that lives as long as this factory.</returns>
    public SourceHttpClient Create(string componentId, bool isSource = true)
    {
        var traffic = _components.GetOrAdd(
            componentId, id => new ComponentTraffic(id, _services.Time, _loggers.CreateLogger($"http.{id}")));
        return new PolicedHttpClient(_services, traffic, new HttpPolicy(), isSource);
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose() => _services.Transport.Dispose();
}
