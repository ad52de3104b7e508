using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>The schema for editors, and the components that it lacks. Immutable.</summary>
public sealed class ComposedSchema
{
    /// <summary>The schema, draft-07.</summary>
    public required JsonObject Schema { get; init; }

    /// <summary>Why a component is not in it; empty where all are.</summary>
    public required IReadOnlyList<Diagnostic> Problems { get; init; }

    /// <summary>The schema as text: indented by two, line feeds, one at the end.</summary>
    public string ToText() => JsonSerializer.Serialize(Schema, SchemaJson.Indented) + "\n";
}
