using System.ComponentModel.DataAnnotations;

namespace JobPilot.Configuration;

/// <summary>The section <c>settings.landing</c>: what is kept of the answers of sources. Immutable.</summary>
public sealed class LandingSettings
{
    /// <summary>Whether the answers of each run are kept as they came, so that the run can be replayed.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Folder, relative to the working directory; null means inside <see cref="PipelineSettings.State"/>. Each pipeline has a folder of its own in it.</summary>
    public string? Path { get; init; }

    /// <summary>Age from which a run's answers go.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Size of all runs of the pipeline together above which the oldest go: a number with B, KB, MB, GB or TB.</summary>
    [RegularExpression("^[0-9]{1,6}(B|KB|MB|GB|TB)$")]
    public string MaxSize { get; init; } = "1GB";

    /// <summary><see cref="MaxSize"/> in bytes; a KB has 1,024.</summary>
    public long MaxBytes => SizeText.Bytes(MaxSize);
}
