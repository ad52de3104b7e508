using Scriban.Syntax;

namespace JobPilot.Expressions;

internal sealed class CompiledTemplate(ExpressionEnvironment environment, string source, ScriptPage page) : IExpression
{
    public string Source => source;

    public object? Evaluate(Record? record, RunInfo? run)
    {
        var context = environment.Rent(record, run);
        try
        {
            context.StartTemplate();
            context.StartDeadline();
            if (context.Evaluate(page) is { } last)
            {
                context.Write(page.Span, last);
            }

            context.StopDeadline();
            var text = context.Output.ToString() ?? "";
            context.StopTemplate();
            if (text.Length > ExpressionLimits.Output)
            {
                throw ExpressionErrors.TooLong(page.Span);
            }

            environment.Return(context);
            return text;
        }
        catch (ScriptRuntimeException exception)
        {
            throw ExpressionErrors.From(exception);
        }
    }

    public bool Test(Record? record, RunInfo? run) =>
        throw ExpressionErrors.At(page.Span, "A template yields text and is no condition.");
}
