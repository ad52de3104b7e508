using JobPilot.Engine.Http.Landing;
using JobPilot.Hosting;

namespace JobPilot.Engine.Http;

/// <summary>What the clients of all components share.</summary>
internal sealed record HttpServices(BudgetLedger Budgets, IResponseCache Cache, TimeProvider Time, HttpTransport Transport)
{
    /// <summary>Keeps the answers of sources; null where they are not kept.</summary>
    public ResponseLanding? Landing { get; set; }

    /// <summary>Answers in place of the sources; null where these are called.</summary>
    public LandedAnswers? Landed { get; set; }
}
