using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>A validated pipeline. Immutable; made by <see cref="PipelineLoader"/> only.</summary>
public sealed class PipelineDefinition
{
    /// <summary>Path of the file as the user gave it.</summary>
    public required string Path { get; init; }

    /// <summary>Version of the file's format.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>Description; "" where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Overlay that was applied; "" where none was.</summary>
    public string Environment { get; init; } = "";

    /// <summary>One or more, those switched off included; at least one is enabled.</summary>
    public required IReadOnlyList<CollectorDefinition> Collectors { get; init; }

    /// <summary>In order, those switched off included; may be empty.</summary>
    public required IReadOnlyList<ProcessorDefinition> Processors { get; init; }

    /// <summary>One or more, those switched off included; at least one is enabled.</summary>
    public required IReadOnlyList<SinkDefinition> Sinks { get; init; }

    /// <summary>Sizes and limits.</summary>
    public required PipelineSettings Settings { get; init; }

    /// <summary>When the pipeline runs by itself; null where the file does not say.</summary>
    public PipelineSchedule? Schedule { get; init; }

    /// <summary>Whom to tell of what; may be empty.</summary>
    public IReadOnlyList<NotificationSettings> Notifications { get; init; } = [];

    /// <summary>
    /// Values that must not be shown: what fills an option of type <see cref="Secret"/>, and what came from <c>${file:}</c>. Never empty strings.
    /// </summary>
    public required IReadOnlySet<string> SecretValues { get; init; }

    /// <summary>The pipeline as it would run, for <c>plan</c>: options typed and with defaults, every secret as <c>***</c>.</summary>
    public JsonObject ToRedactedJson() => RedactedJson.Write(this);

    /// <summary>Whom it tells of what, for <c>plan</c>: addresses, values of headers and every other secret as <c>***</c>.</summary>
    public JsonArray ToRedactedNotifications() => RedactedJson.WriteNotifications(this);
}
