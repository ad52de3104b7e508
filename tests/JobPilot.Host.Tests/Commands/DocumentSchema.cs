using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Tests;
using Json.Schema;

namespace JobPilot.Host.Tests.Commands;

/// <summary>Validates a verb's document against its schema under <c>schema/documents</c>.</summary>
internal static class DocumentSchema
{
    public static void AssertValid(string name, JsonObject document) => AssertValid(Read(Path.Combine("documents", $"{name}.v1.schema.json")), document);

    /// <summary>Reads a schema under <c>schema</c>.</summary>
    public static JsonSchema Read(string name) => JsonSchema.FromText(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot(), "schema", name)));

    public static void AssertValid(JsonSchema schema, JsonObject document)
    {
        using var parsed = JsonDocument.Parse(document.ToJsonString());
        var results = schema.Evaluate(parsed.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var errors = (results.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"));
        Assert.True(results.IsValid, string.Join('\n', errors));
    }
}
