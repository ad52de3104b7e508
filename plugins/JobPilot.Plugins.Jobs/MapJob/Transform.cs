namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>Changes a value that is there; yields nothing where the value makes no sense.</summary>
internal delegate MappedValue Transform(MappedValue value, DateTimeOffset retrievedAt);
