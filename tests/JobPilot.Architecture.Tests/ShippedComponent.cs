using System.Text.RegularExpressions;

namespace JobPilot.Architecture.Tests;

/// <summary>A class with [Collector], [Processor] or [Sink] in one of the shipped plugins, as its source says it.</summary>
internal sealed partial record ShippedComponent(string Plugin, string Name, IReadOnlyList<string> Suites)
{
    public static IReadOnlyList<ShippedComponent> All { get; } =
    [
        .. Checkout.Sources("plugins").SelectMany(path => Declaration().Matches(File.ReadAllText(path)).Select(match => new ShippedComponent(
            Checkout.Relative(path).Split('/')[1], match.Groups["name"].Value, SuitesOf(match.Groups["kind"].Value, match.Groups["bases"].Value)))),
    ];

    public static ShippedComponent Find(string plugin, string name) => All.Single(component => component.Plugin == plugin && component.Name == name);

    private static string[] SuitesOf(string kind, string bases) => kind switch
    {
        "Collector" => ["CollectorConformance"],
        "Sink" when bases.Contains("ICommit", StringComparison.Ordinal) => ["SinkConformance", "CommitStoreConformance"],
        "Sink" => ["SinkConformance"],
        _ when bases.Contains("IBatchProcessor", StringComparison.Ordinal) => ["BatchProcessorConformance"],
        _ when bases.Contains("IStatefulProcessor", StringComparison.Ordinal) || bases.Contains("IRestorableProcessor", StringComparison.Ordinal) =>
            ["StatefulProcessorConformance"],
        _ => ["ProcessorConformance"],
    };

    [GeneratedRegex(@"^\[(?<kind>Collector|Processor|Sink)\(.*\r?\n(?:\[.*\r?\n)*public [\w ]*class (?<name>\w+)(?<bases>[^{;]*)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
