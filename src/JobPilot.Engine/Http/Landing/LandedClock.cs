namespace JobPilot.Engine.Http.Landing;

/// <summary>Shows the time of a run that is replayed: it began when that run began, and goes on from there. Waits are those of this machine.</summary>
internal sealed class LandedClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_began);
}
