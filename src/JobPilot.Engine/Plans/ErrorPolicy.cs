namespace JobPilot.Engine;

/// <summary>What a component does about a failure, where a pipeline says so.</summary>
public enum ErrorPolicy
{
    /// <summary>As the kind of the failure asks for.</summary>
    ByFault = 0,

    /// <summary>A collector tries for ever what may help later; a sink as often as the settings say, then the run stops.</summary>
    Retry,

    /// <summary>A collector leaves what it cannot read, and the run goes on without it; a processor leaves the record out.</summary>
    Skip,

    /// <summary>The record, or the rows that a sink cannot write, are dead letters, and the run goes on.</summary>
    DeadLetter,

    /// <summary>The run stops at once.</summary>
    Stop,

    /// <summary>The fallback of a collector takes over, whatever the failure.</summary>
    Fallback,
}
