using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>A component that passed every check of its own.</summary>
internal sealed record ComponentParts(
    ComponentDescriptor Descriptor, Type ComponentType, Type OptionsType, JsonObject Options, object BoundOptions, IReadOnlyList<ComponentFile> Files);
