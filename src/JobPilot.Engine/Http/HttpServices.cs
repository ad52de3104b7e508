using JobPilot.Hosting;

namespace JobPilot.Engine.Http;

/// <summary>What the clients of all components share.</summary>
internal sealed record HttpServices(BudgetLedger Budgets, IResponseCache Cache, TimeProvider Time, HttpTransport Transport);
