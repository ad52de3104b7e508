using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Scriban.Runtime;

namespace JobPilot.Expressions;

/// <summary>Turns values that Scriban computed into those that a record can hold.</summary>
internal static class ResultConverter
{
    public static object? ToResult(object? value) => value switch
    {
        null or string or bool or long => value,
        double number => Finite(number),
        int number => (long)number,
        float number => Finite(number),
        decimal number => (double)number,
        uint number => (long)number,
        BigInteger number => Finite((double)number),
        char letter => letter.ToString(),
        EmptyScriptObject or BlankMarker => null,
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IScriptCustomFunction => throw new InvalidOperationException("It yields a function; give the function its arguments."),
        IScriptObject or IEnumerable => ToNode(value),
        _ => throw new InvalidOperationException($"A value of type {value.GetType().Name} cannot be stored in a record."),
    };

    public static JsonNode? ToNode(object? value) => ToNode(value, 0, new Budget());

    private static JsonNode? ToNode(object? value, int depth, Budget budget)
    {
        if (depth > ExpressionLimits.NodeDepth || ++budget.Spent > ExpressionLimits.Loops)
        {
            throw new InvalidOperationException(
                $"The value is nested deeper than {ExpressionLimits.NodeDepth} or has more than {ExpressionLimits.Loops} items.");
        }

        switch (value)
        {
            case RecordObject { Node.Path: null } whole:
                return JsonNode.Parse(whole.Record.ToUtf8());
            case RecordObject part:
                return part.Record.GetNode(part.Node.Path!);
            case RecordArray array:
                return array.Record.GetNode(array.Node.Path!);
            case ScriptObject fields:
                var made = new JsonObject();
                foreach (var (name, item) in fields)
                {
                    made[name] = ToNode(item, depth + 1, budget);
                }

                return made;
            case IEnumerable items and not string:
                var list = new JsonArray();
                foreach (var item in items)
                {
                    list.Add(ToNode(item, depth + 1, budget));
                }

                return list;
        }

        return ToResult(value) switch
        {
            null => null,
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            long number => JsonValue.Create(number),
            double number => JsonValue.Create(number),
            var node => (JsonNode)node,
        };
    }

    private static object Finite(double number) =>
        double.IsFinite(number) ? number : throw new InvalidOperationException("It yields no number: it divides by zero, or the number is too large.");

    private sealed class Budget
    {
        public int Spent { get; set; }
    }
}
