namespace JobPilot.Plugins.Transforms;

/// <summary>What happens when an expectation is not met.</summary>
public enum AssertAction
{
    /// <summary>It is logged, once when it happens first and with its count at the end.</summary>
    Warn = 0,

    /// <summary>The record is rejected.</summary>
    Reject = 1,

    /// <summary>The run stops.</summary>
    Stop = 2,
}
