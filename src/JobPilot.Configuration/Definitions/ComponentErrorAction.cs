namespace JobPilot.Configuration;

/// <summary>What a component does about a failure; which of them it can have depends on its kind.</summary>
public enum ComponentErrorAction
{
    /// <summary>Try again; a collector without an end.</summary>
    Retry = 0,

    /// <summary>Leave it out and go on.</summary>
    Skip = 1,

    /// <summary>Keep it as a dead letter and go on.</summary>
    DeadLetter = 2,

    /// <summary>Stop the run.</summary>
    Stop = 3,

    /// <summary>Let the fallback take over.</summary>
    Fallback = 4,
}
