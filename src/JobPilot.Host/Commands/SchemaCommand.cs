using JobPilot.Configuration;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>Prints or writes the JSON Schemas that editors use.</summary>
internal static class SchemaCommand
{
    public static int Execute(string? directory, HostRequest request)
    {
        var catalog = PipelineSession.Create(request).Catalog;
        var composed = PipelineSchema.Compose(catalog);
        FindingsPrinter.Print(request.Console.Error, composed.Problems);
        var failed = composed.Problems.Any(problem => problem.Severity == DiagnosticSeverity.Error);
        if (directory is null)
        {
            request.Console.Out.Write(composed.ToText());
            return failed ? ExitCode.Environment : ExitCode.Done;
        }

        try
        {
            Write(Path.GetFullPath(directory, request.Console.WorkingDirectory), catalog, composed);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var problem = new Diagnostic("schema.not_written", exception.Message) { Fix = "Name a directory that can be written." };
            return Refusal.Tell([problem], CommandLineRefusal.Document(ExitCode.Environment, [problem]), request);
        }

        if (request.Json)
        {
            request.Console.Out.Write(composed.ToText());
        }

        return failed ? ExitCode.Environment : ExitCode.Done;
    }

    private static void Write(string directory, IComponentCatalog catalog, ComposedSchema composed)
    {
        var plugins = Path.Combine(directory, "plugins");
        Directory.CreateDirectory(plugins);
        File.WriteAllText(Path.Combine(directory, "pipeline.v1.schema.json"), composed.ToText());
        var kinds = catalog.Components.GroupBy(component => component.Type).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var component in catalog.Components)
        {
            if (catalog.Load(component).OptionsType is { } options)
            {
                // A type name may serve two kinds (a jsonl collector and a jsonl sink); each then has its own file.
                var name = kinds.Contains(component.Type) ? $"{component.Type}.{PluginsCommand.Name(component.Kind)}" : component.Type;
                var schema = OptionsSchema.Generate(options, component.Type, component.Description);
                File.WriteAllText(Path.Combine(plugins, $"{name}.schema.json"), JsonOutput.ToText(schema) + "\n");
            }
        }
    }
}
