using System.Reflection;

namespace JobPilot.Host.Plugins;

/// <summary>What the metadata of one managed assembly says. Immutable.</summary>
internal sealed class PluginAssembly
{
    /// <summary>Simple name.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>Identity of the build: equal for two copies of one build.</summary>
    public required Guid Mvid { get; init; }

    /// <summary>Informational version, else the assembly's.</summary>
    public required string Version { get; init; }

    /// <summary>Contract that it was built for; null where it is not a plugin.</summary>
    public required Version? Contract { get; init; }

    /// <summary>Assemblies that it refers to.</summary>
    public required IReadOnlyList<AssemblyName> References { get; init; }

    /// <summary>Its classes with a component attribute; empty where it is not a plugin.</summary>
    public required IReadOnlyList<PluginComponent> Components { get; init; }
}
