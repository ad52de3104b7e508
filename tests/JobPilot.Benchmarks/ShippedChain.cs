using System.Reflection;
using JobPilot.Expressions;
using JobPilot.Testing;

namespace JobPilot.Benchmarks;

/// <summary>The shipped job processors with default options, in the order of the shipped pipelines.</summary>
internal static class ShippedChain
{
    public static IReadOnlyList<string> Types { get; } =
    [
        "map_job", "clean_text", "detect_language", "normalize_title", "normalize_company", "normalize_location", "normalize_salary", "extract_skills", "classify_job", "score_quality",
        "validate_job", "deduplicate",
    ];

    public static IReadOnlyList<(string Type, object Processor)> Create() => [.. Types.Select(type => (type, Create(type)))];

    private static object Create(string type)
    {
        var component = Assembly.Load("JobPilot.Plugins.Jobs").GetExportedTypes()
            .First(candidate => candidate.GetCustomAttribute<ProcessorAttribute>()?.Type == type);
        var options = Activator.CreateInstance(component.GetCustomAttribute<ProcessorAttribute>()!.Options)!;
        return Activator.CreateInstance(component, options, TestContext.Create(type, expressions: new ScribanExpressionCompiler(TimeProvider.System)))!;
    }
}
