using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>The hand-written schema of a pipeline without the options of its components, carried by the assembly.</summary>
internal static class SkeletonSchema
{
    private const string ResourceName = "pipeline-skeleton.v1.schema.json";

    /// <summary>Reads a copy of its own for the caller.</summary>
    public static JsonObject Read()
    {
        using var stream = typeof(SkeletonSchema).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly lacks {ResourceName}.");
        return (JsonObject)JsonNode.Parse(stream)!;
    }
}
