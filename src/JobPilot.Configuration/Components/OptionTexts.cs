using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Compiles what options hold as expressions, templates and field paths, so that a mistake is found before the run.</summary>
internal static class OptionTexts
{
    /// <summary>Findings with pointers relative to the options.</summary>
    public static IEnumerable<Diagnostic> Check(JsonObject options, OptionsModel model, IExpressionCompiler compiler)
    {
        foreach (var text in OptionWalk.Texts(options, model, ""))
        {
            var source = text.Node.GetValue<string>();
            if (text.Property.Expression is { } expression)
            {
                if (Compile(() => expression.Template ? compiler.CompileTemplate(source) : compiler.CompileExpression(source)) is { } error)
                {
                    var kind = expression.Template ? "template" : "expression";
                    yield return new Diagnostic(ErrorCodes.OptionExpression, $"The {kind} does not compile: {error}") { Pointer = text.Pointer };
                }
            }
            else if (text.Property.Templated && source.Contains("{{", StringComparison.Ordinal))
            {
                if (Compile(() => compiler.CompileTemplate(source)) is { } error)
                {
                    yield return new Diagnostic(ErrorCodes.OptionExpression, $"The template does not compile: {error}") { Pointer = text.Pointer };
                }
            }
            else if (text.Property.FieldPath && !FieldPath.TryParse(source, out _, out var problem))
            {
                yield return new Diagnostic(ErrorCodes.OptionFieldPath, problem) { Pointer = text.Pointer, Fix = "Write for instance `company.name` or `locations[0].city`." };
            }
        }
    }

    /// <summary>What is wrong, with its place inside the source; null where it compiles.</summary>
    public static string? Compile(Func<IExpression> compile)
    {
        try
        {
            compile();
            return null;
        }
        catch (ExpressionException error)
        {
            return error.Message.TrimEnd('.', ' ') + ".";
        }
    }
}
