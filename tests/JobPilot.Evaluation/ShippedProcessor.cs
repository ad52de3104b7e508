using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Testing;

namespace JobPilot.Evaluation;

/// <summary>Makes a processor as the host does: by its type name, with default options unless some are given.</summary>
internal static class ShippedProcessor
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Dictionary<string, Type> Types = Assembly.Load("JobPilot.Plugins.Jobs").GetExportedTypes()
        .Where(type => type.GetCustomAttribute<ProcessorAttribute>() is not null)
        .ToDictionary(type => type.GetCustomAttribute<ProcessorAttribute>()!.Type);

    /// <summary>Makes a pure processor.</summary>
    /// <param name="type">Its type name.</param>
    /// <param name="options">Options by their names in a pipeline; null for the defaults.</param>
    public static IProcessor Create(string type, JsonObject? options = null) => (IProcessor)CreateAny(type, options);

    /// <summary>Makes a processor that remembers.</summary>
    /// <param name="type">Its type name.</param>
    public static IStatefulProcessor CreateStateful(string type) => (IStatefulProcessor)CreateAny(type, null);

    private static object CreateAny(string type, JsonObject? options)
    {
        var component = Types[type];
        var optionsType = component.GetCustomAttribute<ProcessorAttribute>()!.Options;
        var given = (options ?? []).Deserialize(optionsType, SnakeCase)!;
        return Activator.CreateInstance(component, given, TestContext.Create(type))!;
    }
}
