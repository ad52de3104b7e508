namespace JobPilot.Engine.Stages;

/// <summary>Records a batch may have now: what the settings say, and less once the memory is tight. Safe on every thread.</summary>
internal sealed class BatchLimit(int most)
{
    private volatile int _value = most;

    public int Value => _value;

    /// <summary>Halves it; returns what is left, 1 at least.</summary>
    public int Halve() => _value = Math.Max(1, _value / 2);
}
