using JobPilot.Engine.Recovery;

namespace JobPilot.Engine.Http.Landing;

/// <summary>Where a split ends in a replay: where the landed run was cut off, failed, or gave the source up. What it survived is survived again.</summary>
internal static class LandedEnd
{
    /// <summary>Says that the landing ends here; null where the fault is to be met like one of the source.</summary>
    /// <param name="landed">The landed run; null where none is replayed.</param>
    /// <param name="plan">The collector.</param>
    /// <param name="fault">What it threw.</param>
    /// <param name="action">What would be done about it.</param>
    public static FaultException? Of(LandedRun? landed, CollectorPlan plan, FaultException fault, RecoveryAction action)
    {
        if (landed is null)
        {
            return null;
        }

        if (fault.Code == HttpErrorCodes.NotLanded)
        {
            return !landed.IsWhole || plan.GivenUp ? fault : null;
        }

        return (action == RecoveryAction.Stop || (action == RecoveryAction.Fallback && plan.Fallback is null)) && landed.Answers.EndedWith(plan.Id)
            ? new FaultException(FaultKind.Permanent, $"Run {landed.Run.Id} got no further: {fault.Message}", fault)
            {
                Code = "landing.run_ended",
                Fix = "What it got before is replayed. No source was called, and that failure is not one of today.",
            }
            : null;
    }
}
