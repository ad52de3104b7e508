namespace JobPilot.Configuration;

/// <summary>
/// Reads a pipeline file into a validated definition: YAML, includes, overlay, environment, <c>--set</c>, interpolation, schemas, options,
/// rules across components. Opens no source and no sink, and loads only the plugins that the file names. Never throws for what is wrong with a file.
/// </summary>
public static class PipelineLoader
{
    /// <summary>Loads a pipeline.</summary>
    /// <param name="path">Path of the file, absolute or relative to <see cref="LoadRequest.WorkingDirectory"/>.</param>
    /// <param name="request">What to load it with.</param>
    public static LoadResult Load(string path, LoadRequest request) =>
        throw new NotImplementedException(path + request);
}
