using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using JobPilot.Configuration;

namespace JobPilot.Host;

/// <summary>What the list of runs keeps of a run's beginning: what ran, made of which versions.</summary>
internal static class RunDetails
{
    /// <summary>A run over the sources.</summary>
    public const string Run = "run";

    /// <summary>A run over dead letters, or over the landed answers of another run.</summary>
    public const string Replay = "replay";

    private static readonly string Host = VersionOf(typeof(RunDetails).Assembly);
    private static readonly string Contract = typeof(ICollector).Assembly.GetName().Version!.ToString(2);

    /// <param name="definition">What runs.</param>
    /// <param name="kind">A run over the sources, or a replay.</param>
    /// <param name="replays">The run whose landed answers are replayed.</param>
    public static JsonObject Create(PipelineDefinition definition, string kind, string? replays = null) => new()
    {
        ["version"] = 1,
        ["kind"] = kind,
        ["replays"] = replays,
        ["config_hash"] = Hash(definition),
        ["files"] = new JsonArray([.. Components(definition).SelectMany(component => component.Files.Select(file => new JsonObject
        {
            ["component"] = component.Id,
            ["path"] = file.Path,
            ["sha256"] = file.Sha256,
        }))]),
        ["versions"] = new JsonObject
        {
            ["host"] = Host,
            ["contract"] = Contract,
            ["runtime"] = Environment.Version.ToString(),
            ["plugins"] = new JsonArray([.. Plugins(definition).Select(plugin => new JsonObject
            {
                ["assembly"] = plugin.AssemblyName,
                ["version"] = plugin.Version,
                ["contract_version"] = plugin.ContractVersion,
            })]),
        },
    };

    /// <summary>Hash of the pipeline as it runs, the files that its options name with it, secrets left out: equal for two runs that did the same.</summary>
    private static string Hash(PipelineDefinition definition) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition.ToRedactedJson().ToJsonString())))[..16];

    private static IEnumerable<ComponentDefinition> Components(PipelineDefinition definition) =>
        definition.Collectors.SelectMany(collector => collector.Fallback is { } fallback ? new ComponentDefinition[] { collector, fallback } : [collector])
            .Concat(definition.Processors).Concat(definition.Sinks);

    private static IEnumerable<ComponentDescriptor> Plugins(PipelineDefinition definition) =>
        Components(definition).Select(component => component.Descriptor).DistinctBy(descriptor => descriptor.AssemblyPath).OrderBy(descriptor => descriptor.AssemblyName, StringComparer.Ordinal);

    private static string VersionOf(System.Reflection.Assembly assembly) =>
        assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyInformationalVersionAttribute), inherit: false) is [System.Reflection.AssemblyInformationalVersionAttribute version, ..]
            ? version.InformationalVersion
            : assembly.GetName().Version!.ToString();
}
