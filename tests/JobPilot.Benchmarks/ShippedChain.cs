using System.Reflection;
using JobPilot.Expressions;
using JobPilot.Plugins.Jobs.ExtractSkills;
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

    /// <summary>Makes the chain.</summary>
    /// <param name="withModel">Whether the skill labeller takes part, as it does by default.</param>
    public static IReadOnlyList<(string Type, object Processor)> Create(bool withModel = true) => [.. Types.Select(type => (type, Create(type, withModel)))];

    private static object Create(string type, bool withModel)
    {
        var component = Assembly.Load("JobPilot.Plugins.Jobs").GetExportedTypes()
            .First(candidate => candidate.GetCustomAttribute<ProcessorAttribute>()?.Type == type);
        var options = type == "extract_skills" && !withModel
            ? new ExtractSkillsOptions { Model = SkillModel.None }
            : Activator.CreateInstance(component.GetCustomAttribute<ProcessorAttribute>()!.Options)!;

        return Activator.CreateInstance(component, options, TestContext.Create(type, expressions: new ScribanExpressionCompiler(TimeProvider.System)))!;
    }
}
