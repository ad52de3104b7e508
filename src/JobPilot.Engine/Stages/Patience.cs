namespace JobPilot.Engine.Stages;

/// <summary>
/// How long one optional sink may still hold the run up: as long as the setting says, and a quarter of the time that the run has gone on. What it has used is
/// used up.
/// </summary>
internal sealed class Patience(TimeSpan longest, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _used;

    public TimeSpan Left
    {
        get
        {
            var left = longest + (time.GetElapsedTime(_began) / 4) - _used;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Whether enough has come back for another try.</summary>
    public bool IsRestored => Left >= longest / 2;

    public void Use(TimeSpan elapsed) => _used += elapsed;
}
