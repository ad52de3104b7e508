namespace JobPilot.Configuration;

/// <summary>Kind of a component.</summary>
public enum ComponentKind
{
    /// <summary>Reads a source.</summary>
    Collector = 0,

    /// <summary>Works on records.</summary>
    Processor = 1,

    /// <summary>Writes records.</summary>
    Sink = 2,
}

/// <summary>The installed components, known by metadata; loads a plugin only when asked. Implemented by the host.</summary>
public interface IComponentCatalog
{
    /// <summary>All installed components, in the order of kind and type name.</summary>
    IReadOnlyList<ComponentDescriptor> Components { get; }

    /// <summary>Finds a component without loading it; null where none has the name.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="type">Type name in YAML.</param>
    ComponentDescriptor? Find(ComponentKind kind, string type);

    /// <summary>Loads the plugin that holds the component, once; never throws for what is wrong with the plugin.</summary>
    /// <param name="descriptor">A component of <see cref="Components"/>.</param>
    ComponentLoad Load(ComponentDescriptor descriptor);
}

/// <summary>What metadata says of a component. Immutable.</summary>
public sealed class ComponentDescriptor
{
    /// <summary>Kind.</summary>
    public required ComponentKind Kind { get; init; }

    /// <summary>Type name in YAML.</summary>
    public required string Type { get; init; }

    /// <summary>One sentence; "" where the plugin gives none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether a collector's records are invented.</summary>
    public bool Demo { get; init; }

    /// <summary>By how much a collector's source may deliver late, by the plugin's word.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>Name of the plugin's assembly.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>Absolute path of the plugin's assembly.</summary>
    public required string AssemblyPath { get; init; }

    /// <summary>Version of the plugin (informational version, else assembly version).</summary>
    public required string Version { get; init; }

    /// <summary>Version of the contract that the plugin was built for, "major.minor".</summary>
    public required string ContractVersion { get; init; }

    /// <summary>Full name of the class.</summary>
    public required string TypeName { get; init; }
}

/// <summary>A loaded component, or why it could not be loaded.</summary>
public sealed class ComponentLoad
{
    /// <summary>The component's class; null where loading failed.</summary>
    public Type? ComponentType { get; init; }

    /// <summary>The options class; null where loading failed.</summary>
    public Type? OptionsType { get; init; }

    /// <summary>Names file, reason and mend; null where it loaded.</summary>
    public Diagnostic? Problem { get; init; }
}
