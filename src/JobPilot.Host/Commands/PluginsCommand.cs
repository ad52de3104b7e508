using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>Lists the installed components, or shows one with its options.</summary>
internal static class PluginsCommand
{
    public static int List(HostRequest request)
    {
        var catalog = PipelineSession.Create(request).Catalog;
        var console = request.Console;
        if (request.Json)
        {
            JsonOutput.Write(console.Out, new JsonObject
            {
                ["components"] = new JsonArray([.. catalog.Components.Select(Describe)]),
                ["problems"] = JsonOutput.Of(catalog.Problems),
            });
            return ExitCode.Done;
        }

        var width = catalog.Components.Select(component => component.Type.Length).DefaultIfEmpty(0).Max();
        foreach (var kind in catalog.Components.GroupBy(component => component.Kind))
        {
            console.Out.WriteLine($"{Name(kind.Key)}s");
            foreach (var component in kind)
            {
                console.Out.WriteLine(TerminalText.Clean(
                    $"  {component.Type.PadRight(width)}  {component.Description}  [{component.AssemblyName} {component.Version}]"));
            }
        }

        FindingsPrinter.Print(console.Error, catalog.Problems);
        return ExitCode.Done;
    }

    /// <param name="type">Type name, as in YAML.</param>
    /// <param name="withRules">Whether the shipped rules are shown, not the options.</param>
    /// <param name="request">The request.</param>
    public static int Show(string type, bool withRules, HostRequest request)
    {
        var catalog = PipelineSession.Create(request).Catalog;
        var console = request.Console;
        var found = catalog.Components.Where(component => component.Type == type).ToList();
        if (found.Count == 0)
        {
            return Refuse(
                new Diagnostic(ErrorCodes.PluginMissing, $"No installed component has the type '{type}'.") { Fix = "Run `jobpilot-host plugins` for those that are installed." },
                request);
        }

        var documents = new JsonArray();
        foreach (var component in found)
        {
            var load = catalog.Load(component);
            if (load.Problem is { } problem)
            {
                return Refuse(problem, request);
            }

            var rules = withRules ? Rules(load.OptionsType!) : "";
            if (rules is null)
            {
                return Refuse(NoRules(component), request);
            }

            var rows = OptionsTable.Rows(load.OptionsType!);
            if (withRules && !request.Json)
            {
                console.Out.Write(rules);
            }
            else if (request.Json)
            {
                var document = Describe(component);
                document["options"] = new JsonArray([.. rows.Select(Describe)]);
                document["options_schema"] = OptionsSchema.Generate(load.OptionsType!, component.Type, component.Description);
                if (withRules)
                {
                    document["rules"] = rules;
                }

                documents.Add(document);
            }
            else
            {
                Print(console.Out, component, rows);
            }
        }

        if (request.Json)
        {
            JsonOutput.Write(console.Out, new JsonObject { ["components"] = documents });
        }

        return ExitCode.Done;
    }

    /// <summary>The rules that come with a component; null where it has none to show.</summary>
    private static string? Rules(Type options)
    {
        if (!typeof(IShippedRules).IsAssignableFrom(options))
        {
            return null;
        }

        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        ((IShippedRules)Activator.CreateInstance(options)!).WriteShippedRules(writer);
        return writer.ToString();
    }

    private static Diagnostic NoRules(ComponentDescriptor component) => new("plugins.no_rules", $"`{component.Type}` has no rules that a file could change.")
    {
        Fix = "Leave --rules out.",
    };

    private static int Refuse(Diagnostic problem, HostRequest request) =>
        Refusal.Tell([problem], new JsonObject { ["components"] = new JsonArray(), ["problems"] = JsonOutput.Of([problem]) }, request);

    public static JsonObject Describe(ComponentDescriptor component) => new()
    {
        ["type"] = component.Type,
        ["kind"] = Name(component.Kind),
        ["description"] = component.Description,
        ["demo"] = component.Demo,
        ["assembly"] = component.AssemblyName,
        ["version"] = component.Version,
        ["contract_version"] = component.ContractVersion,
        ["path"] = component.AssemblyPath,
    };

    public static string Name(ComponentKind kind) => kind switch
    {
        ComponentKind.Collector => "collector",
        ComponentKind.Processor => "processor",
        _ => "sink",
    };

    private static JsonObject Describe(OptionRow row) => new()
    {
        ["name"] = row.Name,
        ["type"] = row.Type,
        ["default"] = row.Default,
        ["allowed"] = row.Allowed,
        ["description"] = row.Description,
    };

    private static void Print(TextWriter writer, ComponentDescriptor component, IReadOnlyList<OptionRow> rows)
    {
        writer.WriteLine(TerminalText.Clean($"{component.Type} ({Name(component.Kind)}): {component.Description}"));
        writer.WriteLine(TerminalText.Clean($"{component.AssemblyName} {component.Version}, contract {component.ContractVersion}, {component.AssemblyPath}"));
        foreach (var row in rows)
        {
            var notes = string.Join("; ", new[] { row.Type, row.Default.Length > 0 ? $"default {row.Default}" : "", row.Allowed }.Where(part => part.Length > 0));
            writer.WriteLine();
            writer.WriteLine(TerminalText.Clean($"  {row.Name}  ({notes})"));
            writer.WriteLine(TerminalText.Clean($"      {row.Description}"));
        }
    }
}
