namespace JobPilot.Configuration;

/// <summary>The section <c>schedule</c>: either a cron expression or an interval. Immutable.</summary>
public sealed class PipelineSchedule
{
    /// <summary>Cron expression of five fields, or six with seconds; null where <see cref="Interval"/> is given.</summary>
    public string? Cron { get; init; }

    /// <summary>Time between two starts; null where <see cref="Cron"/> is given.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Time zone of <see cref="Cron"/>; UTC by default.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Where the section begins.</summary>
    public SourceLocation Location { get; init; }
}
