using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.Deduplicate;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

public sealed class DeduplicateConformanceTests : StatefulProcessorConformance
{
    protected override IStatefulProcessor CreateProcessor() => new DeduplicateProcessor(new DeduplicateOptions(), TestContext.Create());

    /// <summary>Joined by content, by address, and by way of a third posting; one without a company stands alone.</summary>
    protected override IEnumerable<Record> Samples() => Enumerable.Range(0, 14).Select(number =>
    {
        var apply = new JsonArray(new JsonObject { ["url"] = $"https://board.example/job/{100 + (number % 9)}?utm_source={number}", ["direct"] = number == 3 });
        var company = number == 7 ? null : $"Firm {number % 3}";
        return DedupeBench.ToRecord(DedupeBench.Posting(number, $"Role {number % 4}", company, number % 2 == 0 ? "Bonn" : "Ulm", apply, number * 7 % 40)).WithOrigin();
    });
}
