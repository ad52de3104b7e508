using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>What collectors, processors and sinks of a validated pipeline share. Immutable.</summary>
public abstract class ComponentDefinition
{
    /// <summary>Unique in the pipeline; the type name where the file gives none, made unique by <c>_2</c>, <c>_3</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Type name in YAML.</summary>
    public required string Type { get; init; }

    /// <summary>The installed component.</summary>
    public required ComponentDescriptor Descriptor { get; init; }

    /// <summary>The component's class, loaded.</summary>
    public required Type ComponentType { get; init; }

    /// <summary>The options class, loaded.</summary>
    public required Type OptionsType { get; init; }

    /// <summary>Options as written, interpolated and typed; secrets are in it. Templates are not yet expanded.</summary>
    public required JsonObject Options { get; init; }

    /// <summary>Bound options, an instance of <see cref="OptionsType"/>. Templates are not yet expanded.</summary>
    public required object BoundOptions { get; init; }

    /// <summary>Whether an option marked <see cref="TemplatedAttribute"/> holds a template; see <see cref="TemplatedOptions"/>.</summary>
    public required bool HasTemplates { get; init; }

    /// <summary>False where the file switches the component off: it then takes no part in the run.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Condition, compiled; null means always.</summary>
    public IExpression? When { get; init; }

    /// <summary>Where the component begins.</summary>
    public SourceLocation Location { get; init; }

    /// <summary>JSON pointer of the component in the pipeline, for instance <c>/collectors/0</c>.</summary>
    public string Pointer { get; init; } = "";
}

/// <summary>A collector of a validated pipeline.</summary>
public sealed class CollectorDefinition : ComponentDefinition
{
    /// <summary>Share of <c>--limit</c> and of the interleaving, above 0.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What takes over when the source cannot be used; its id is <c>&lt;id&gt;.fallback</c>. Null where none is declared.</summary>
    public CollectorDefinition? Fallback { get; init; }
}

/// <summary>A processor of a validated pipeline.</summary>
public sealed class ProcessorDefinition : ComponentDefinition;

/// <summary>A sink of a validated pipeline.</summary>
public sealed class SinkDefinition : ComponentDefinition
{
    /// <summary>Whether a commit waits for this sink.</summary>
    public bool Required { get; init; } = true;
}
