using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Explain;

namespace JobPilot.Host.Commands.Explain;

/// <summary>Listings that were found, in the open pipeline whose home has them.</summary>
internal sealed class OpenListings(string path, PipelineSession session, LoadResult loaded, OpenPipeline open, IReadOnlyList<FoundRow> rows)
{
    /// <summary>The pipeline's file, as it is shown.</summary>
    public string Path { get; } = path;

    public PipelineSession Session { get; } = session;

    public LoadResult Loaded { get; } = loaded;

    public OpenPipeline Open { get; } = open;

    public PipelinePlan Plan => Open.Plan!;

    public RowSearch Search { get; } = new(open.Plan!);

    /// <summary>One for each that was asked for, in order.</summary>
    public IReadOnlyList<FoundRow> Rows { get; } = rows;
}
