using System.Collections;
using System.Numerics;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace JobPilot.Expressions;

/// <summary>
/// An operator whose answers do not surprise: null is neither above nor below anything, text is not silently compared with a number, dates
/// compare with text that is a date, <c>empty</c> and <c>blank</c> know null and "", and numbers do not grow without bound.
/// </summary>
internal sealed class CheckedBinaryExpression : ScriptBinaryExpression
{
    public override object? Evaluate(TemplateContext context)
    {
        var left = context.Evaluate(Left!);
        var right = context.Evaluate(Right!);
        switch (Operator)
        {
            case ScriptBinaryOperator.CompareEqual or ScriptBinaryOperator.CompareNotEqual
                when (IsMarker(left) || IsMarker(right)):
                return IsEmpty(IsMarker(left) ? right : left, blank: left is BlankMarker || right is BlankMarker)
                    == (Operator == ScriptBinaryOperator.CompareEqual);
            case ScriptBinaryOperator.CompareGreater or ScriptBinaryOperator.CompareGreaterOrEqual
                or ScriptBinaryOperator.CompareLess or ScriptBinaryOperator.CompareLessOrEqual:
                if (left is null || right is null)
                {
                    return false;
                }

                if ((left is string && IsNumber(right)) || (right is string && IsNumber(left)))
                {
                    throw new ScriptRuntimeException(Span, "Text is compared with a number; turn it into one by string.to_double.");
                }

                break;
        }

        if (left is DateTime && right is string)
        {
            right = context.ToObject<DateTime>(Right!.Span, right);
        }
        else if (right is DateTime && left is string)
        {
            left = context.ToObject<DateTime>(Left!.Span, left);
        }

        var result = Evaluate(context, OperatorToken?.Span ?? Span, Operator, Left!.Span, left, Right!.Span, right);
        return result switch
        {
            BigInteger => throw new ScriptRuntimeException(Span, "The number is too large."),
            string { Length: > ExpressionLimits.Output } => throw ExpressionErrors.TooLong(Span),
            _ => result,
        };
    }

    private static bool IsNumber(object? value) => value is int or long or double or float or decimal;

    private static bool IsMarker(object? value) => value is EmptyScriptObject or BlankMarker;

    private static bool IsEmpty(object? value, bool blank) => value switch
    {
        null or EmptyScriptObject or BlankMarker => true,
        string text => blank ? string.IsNullOrWhiteSpace(text) : text.Length == 0,
        IList list => list.Count == 0,
        IScriptObject fields => fields.Count == 0,
        IEnumerable items => !items.GetEnumerator().MoveNext(),
        _ => false,
    };
}
