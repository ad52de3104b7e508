using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Tests;
using Json.Schema;

namespace JobPilot.Host.Tests.Commands;

/// <summary>Validates a verb's document against its schema under <c>schema/documents</c>.</summary>
internal static class DocumentSchema
{
    public static void AssertValid(string name, JsonObject document)
    {
        var schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot(), "schema", "documents", $"{name}.v1.schema.json")));
        using var parsed = JsonDocument.Parse(document.ToJsonString());
        var results = schema.Evaluate(parsed.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var errors = (results.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"));
        Assert.True(results.IsValid, string.Join('\n', errors));
    }
}
