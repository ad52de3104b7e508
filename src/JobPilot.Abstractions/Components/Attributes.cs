namespace JobPilot;

/// <summary>
/// Names the contract that a plugin assembly was built for. Stamped once an assembly; the host reads it from metadata without running
/// plugin code, and refuses another major or a newer minor than its own.
/// </summary>
/// <param name="major">Major version of the contract; must equal the host's.</param>
/// <param name="minor">Minor version of the contract; must not be above the host's.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class JobPilotPluginAttribute(int major, int minor) : Attribute
{
    /// <summary>Major version that this contract assembly implements.</summary>
    public const int CurrentMajor = 1;

    /// <summary>Minor version that this contract assembly implements.</summary>
    public const int CurrentMinor = 0;

    /// <summary>Major version that the plugin was built for.</summary>
    public int Major { get; } = major;

    /// <summary>Minor version that the plugin was built for.</summary>
    public int Minor { get; } = minor;
}

/// <summary>
/// What the three component attributes share. A component is a public, non-abstract class with one public constructor
/// <c>(TOptions options, ComponentContext context)</c>; its attribute names it in YAML.
/// </summary>
/// <param name="type">Type name in YAML, <c>lower_snake_case</c>, unique among all plugins of the same kind.</param>
/// <param name="options">Options class: public, sealed, parameterless constructor, <c>init</c> properties with defaults.</param>
public abstract class ComponentAttribute(string type, Type options) : Attribute
{
    /// <summary>Type name in YAML.</summary>
    public string Type { get; } = type;

    /// <summary>The options class.</summary>
    public Type Options { get; } = options;

    /// <summary>One sentence for lists and editors; "" by default.</summary>
    public string Description { get; init; } = "";
}

/// <summary>Marks a class that implements <see cref="ICollector"/>. The type name is a noun.</summary>
/// <param name="type">Type name in YAML.</param>
/// <param name="options">Options class.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CollectorAttribute(string type, Type options) : ComponentAttribute(type, options)
{
    /// <summary>True where every record is invented. The engine then marks each record, so that none passes as live. False by default.</summary>
    public bool Demo { get; init; }

    /// <summary>
    /// Hours by which the source may deliver a posting late: the next pass begins so much before the newest date of the last one. A pipeline says
    /// otherwise by <c>lag</c>. 0 by default.
    /// </summary>
    public int LagHours { get; init; }
}

/// <summary>
/// Marks a class that implements exactly one of <see cref="IProcessor"/>, <see cref="IBatchProcessor"/>, <see cref="IStatefulProcessor"/>.
/// The type name is a verb.
/// </summary>
/// <param name="type">Type name in YAML.</param>
/// <param name="options">Options class.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ProcessorAttribute(string type, Type options) : ComponentAttribute(type, options);

/// <summary>Marks a class that implements <see cref="ISink"/>, or <see cref="ICommittingSink"/>. The type name is a noun.</summary>
/// <param name="type">Type name in YAML.</param>
/// <param name="options">Options class.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SinkAttribute(string type, Type options) : ComponentAttribute(type, options);
