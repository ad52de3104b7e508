using System.ComponentModel.DataAnnotations;

namespace JobPilot.Configuration;

/// <summary>The section <c>settings.undo</c>: what is kept so that runs can be taken back. Immutable.</summary>
public sealed class UndoSettings
{
    /// <summary>Whether anything is kept. What was kept before goes with the next run where it is not.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Newest runs that can be taken back, 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int Runs { get; init; } = 10;

    /// <summary>Age from which a run can no longer be taken back.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(30);
}
