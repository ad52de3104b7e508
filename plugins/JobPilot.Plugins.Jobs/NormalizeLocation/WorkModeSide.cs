namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Where the words of a <see cref="WorkModeRule"/> must stand.</summary>
internal enum WorkModeSide
{
    /// <summary>Before the trigger or behind it, within some words.</summary>
    Near = 0,

    /// <summary>Nowhere: the trigger alone decides.</summary>
    Always,

    /// <summary>Directly behind the trigger.</summary>
    Next,

    /// <summary>Directly before it.</summary>
    Prev,

    /// <summary>Before it, within some words.</summary>
    Before,

    /// <summary>Behind it, within some words.</summary>
    After,

    /// <summary>No other word than they may follow.</summary>
    Alone,

    /// <summary>The trigger begins a longer word that goes on by none of them.</summary>
    Longer,

    /// <summary>The trigger stands between a remote part and one on site.</summary>
    Joins,
}
