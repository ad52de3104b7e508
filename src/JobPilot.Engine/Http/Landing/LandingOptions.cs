namespace JobPilot.Engine.Http.Landing;

/// <summary>Where and how long the answers of sources are kept.</summary>
/// <param name="Folder">Absolute path of the pipeline's own folder: one file a run.</param>
/// <param name="Keep">Age from which a run's file goes.</param>
/// <param name="MaxBytes">Bytes of all runs together, above which the oldest go.</param>
public sealed record LandingOptions(string Folder, TimeSpan Keep, long MaxBytes);
