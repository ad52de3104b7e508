using System.Globalization;
using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Fills in the <c>{{ }}</c> parts of options marked <see cref="TemplatedAttribute"/>, once a run, before the component is made.</summary>
public static class TemplatedOptions
{
    /// <summary>Whether any option marked so holds a template.</summary>
    /// <param name="options">The options.</param>
    /// <param name="optionsType">Their class.</param>
    public static bool Any(JsonObject options, Type optionsType) => Find(options, OptionsModel.For(optionsType), "").Any();

    /// <summary>Expands and binds again.</summary>
    /// <param name="component">The component; where it has no templates its bound options come back.</param>
    /// <param name="compiler">Compiler.</param>
    /// <param name="run">The run.</param>
    /// <returns>Options, or findings with pointers relative to the options.</returns>
    public static OptionsBinding Bind(ComponentDefinition component, IExpressionCompiler compiler, RunInfo run)
    {
        if (!component.HasTemplates)
        {
            return new OptionsBinding { Options = component.BoundOptions, Findings = [] };
        }

        var (options, findings) = Expand(component.Options, component.OptionsType, compiler, run);
        return findings.Count > 0 ? new OptionsBinding { Findings = findings } : OptionsBinder.Bind(options, component.OptionsType);
    }

    /// <summary>Expands into a copy.</summary>
    /// <param name="options">The options; not changed.</param>
    /// <param name="optionsType">Their class.</param>
    /// <param name="compiler">Compiler.</param>
    /// <param name="run">The run.</param>
    /// <returns>The copy, and what failed.</returns>
    public static (JsonObject Options, IReadOnlyList<Diagnostic> Findings) Expand(
        JsonObject options, Type optionsType, IExpressionCompiler compiler, RunInfo run)
    {
        var copy = (JsonObject)options.DeepClone();
        var findings = new List<Diagnostic>();
        foreach (var (pointer, node, _, _) in Find(copy, OptionsModel.For(optionsType), ""))
        {
            try
            {
                var value = compiler.CompileTemplate(node.GetValue<string>()).Evaluate(null, run);
                node.ReplaceWith(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            }
            catch (ExpressionException error)
            {
                findings.Add(new Diagnostic(ErrorCodes.OptionExpression, $"The template fails: {error.Message}") { Pointer = pointer });
            }
        }

        return (copy, findings);
    }

    internal static List<OptionText> Find(JsonObject options, OptionsModel model, string pointer) =>
        [.. OptionWalk.Texts(options, model, pointer).Where(text => text.Property.Templated && text.Node.GetValue<string>().Contains("{{", StringComparison.Ordinal))];
}
