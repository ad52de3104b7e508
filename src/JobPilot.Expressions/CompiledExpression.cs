using Scriban.Syntax;

namespace JobPilot.Expressions;

internal sealed class CompiledExpression(ExpressionEnvironment environment, string source, ScriptExpression expression, bool needsDeadline)
    : IExpression
{
    public string Source => source;

    public object? Evaluate(Record? record, RunInfo? run)
    {
        var context = environment.Rent(record, run);
        try
        {
            if (needsDeadline)
            {
                context.StartDeadline();
            }

            var result = ResultConverter.ToResult(context.Evaluate(expression));
            if (needsDeadline)
            {
                context.StopDeadline();
            }

            environment.Return(context);
            return result;
        }
        catch (ScriptRuntimeException exception)
        {
            throw ExpressionErrors.From(exception);
        }
        catch (InvalidOperationException exception)
        {
            throw ExpressionErrors.At(expression.Span, exception.Message, exception);
        }
    }

    public bool Test(Record? record, RunInfo? run) => Evaluate(record, run) switch
    {
        bool flag => flag,
        null => false,
        var other => throw ExpressionErrors.At(
            expression.Span, $"A condition yields true or false, but this yields {Describe(other)}; compare it with something."),
    };

    private static string Describe(object value) => value switch
    {
        string => "text",
        long or double => "a number",
        System.Text.Json.Nodes.JsonArray => "an array",
        _ => "an object",
    };
}
