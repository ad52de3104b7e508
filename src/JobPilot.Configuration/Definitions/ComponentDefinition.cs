using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>What collectors, processors and sinks of a validated pipeline share. Immutable.</summary>
public abstract class ComponentDefinition
{
    private protected ComponentDefinition(DefinitionParts parts)
    {
        var component = parts.Component;
        Id = parts.Id;
        Type = component.Descriptor.Type;
        Descriptor = component.Descriptor;
        ComponentType = component.ComponentType;
        OptionsType = component.OptionsType;
        Options = component.Options;
        BoundOptions = component.BoundOptions;
        Files = component.Files;
        HasTemplates = TemplatedOptions.Any(component.Options, component.OptionsType);
        Enabled = parts.Enabled;
        When = parts.When;
        OnError = parts.OnError;
        Location = parts.Location;
        Pointer = parts.Pointer;
    }

    /// <summary>Unique in the pipeline; the type name where the file gives none, made unique by <c>_2</c>, <c>_3</c>.</summary>
    public string Id { get; }

    /// <summary>Type name in YAML.</summary>
    public string Type { get; }

    /// <summary>The installed component.</summary>
    public ComponentDescriptor Descriptor { get; }

    /// <summary>The component's class, loaded.</summary>
    public Type ComponentType { get; }

    /// <summary>The options class, loaded.</summary>
    public Type OptionsType { get; }

    /// <summary>Options as written, interpolated and typed; secrets are in it. Templates are not yet expanded.</summary>
    public JsonObject Options { get; }

    /// <summary>Bound options, an instance of <see cref="OptionsType"/>. Templates are not yet expanded.</summary>
    public object BoundOptions { get; }

    /// <summary>Files that the options name and that decide what the component does (<see cref="IFileOptions"/>), as they were when the pipeline was loaded.</summary>
    public IReadOnlyList<ComponentFile> Files { get; }

    /// <summary>Whether an option marked <see cref="TemplatedAttribute"/> holds a template; see <see cref="TemplatedOptions"/>.</summary>
    public bool HasTemplates { get; }

    /// <summary>False where the file switches the component off: it then takes no part in the run.</summary>
    public bool Enabled { get; }

    /// <summary>Condition, compiled; null means always.</summary>
    public IExpression? When { get; }

    /// <summary>What it does about a failure; null means as the kind of the failure, or the settings, ask for.</summary>
    public ComponentErrorAction? OnError { get; }

    /// <summary>Where the component begins.</summary>
    public SourceLocation Location { get; }

    /// <summary>JSON pointer of the component in the pipeline, for instance <c>/collectors/0</c>.</summary>
    public string Pointer { get; }
}

/// <summary>A collector of a validated pipeline.</summary>
public sealed class CollectorDefinition : ComponentDefinition
{
    internal CollectorDefinition(DefinitionParts parts)
        : base(parts)
    {
    }

    /// <summary>Share of <c>--limit</c> and of the interleaving, above 0.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>How far before the newest date of the last pass the next one begins.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>What is declared of the shape of the source; null where nothing is, and every change is noted and accepted.</summary>
    public ContractDefinition? Contract { get; init; }

    /// <summary>What takes over when the source cannot be used; its id is <c>&lt;id&gt;.fallback</c>. Null where none is declared.</summary>
    public CollectorDefinition? Fallback { get; init; }
}

/// <summary>A processor of a validated pipeline.</summary>
public sealed class ProcessorDefinition : ComponentDefinition
{
    internal ProcessorDefinition(DefinitionParts parts)
        : base(parts)
    {
    }
}

/// <summary>A sink of a validated pipeline.</summary>
public sealed class SinkDefinition : ComponentDefinition
{
    internal SinkDefinition(DefinitionParts parts)
        : base(parts)
    {
    }

    /// <summary>Whether a commit waits for this sink; what another one misses is owed.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Whether it takes dead letters in the place of rows.</summary>
    public bool TakesDeadLetters { get; init; }
}
