using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Transforms;

/// <summary>Computes fields by expressions and templates.</summary>
[Processor("map", typeof(MapOptions), Description = "Computes fields by expressions and templates.")]
public sealed class MapProcessor : IProcessor
{
    private readonly (FieldPath Path, IExpression Value)[] _fields;
    private readonly RunInfo _run;
    private readonly bool _keep;

    /// <summary>Creates it.</summary>
    /// <param name="options">What to compute.</param>
    /// <param name="context">Compiler and run.</param>
    /// <exception cref="ExpressionException">An expression does not compile.</exception>
    public MapProcessor(MapOptions options, ComponentContext context)
    {
        _fields =
        [
            .. options.Fields.Select(field => (FieldPath.Parse(field.Key), context.Expressions.CompileExpression(field.Value))),
            .. options.Templates.Select(field => (FieldPath.Parse(field.Key), context.Expressions.CompileTemplate(field.Value))),
        ];
        _run = context.Run;
        _keep = options.Keep;
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        if (record.Operation != RecordOperation.Upsert)
        {
            return Outcome.Keep;
        }

        var values = new object?[_fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            try
            {
                values[i] = _fields[i].Value.Evaluate(record, _run);
            }
            catch (ExpressionException exception)
            {
                return Outcome.Reject($"map: {_fields[i].Path.Text}: {exception.Message}");
            }
        }

        if (!_keep)
        {
            RemoveAll(record);
        }

        for (var i = 0; i < values.Length; i++)
        {
            try
            {
                Set(record, _fields[i].Path, values[i]);
            }
            catch (Exception exception) when (exception is InvalidOperationException or System.Text.Json.JsonException)
            {
                return Outcome.Reject($"map: {exception.Message}");
            }
        }

        return Outcome.Keep;
    }

    private static void RemoveAll(Record record)
    {
        foreach (var name in record.GetNames())
        {
            if (FieldNames.PathOf(name) is { } path)
            {
                record.Remove(path);
            }
            else
            {
                record.Json.Remove(name);
            }
        }
    }

    private static void Set(Record record, FieldPath path, object? value)
    {
        switch (value)
        {
            case string text:
                record.Set(path, text);
                break;
            case bool flag:
                record.Set(path, flag);
                break;
            case long whole:
                record.Set(path, whole);
                break;
            case double number:
                record.Set(path, number);
                break;
            default:
                record.Set(path, (JsonNode?)value);
                break;
        }
    }
}
