namespace JobPilot.Plugins.Transforms;

/// <summary>Drops the records that do not meet a condition.</summary>
[Processor("filter", typeof(FilterOptions), Description = "Drops the records that do not meet a condition.")]
public sealed class FilterProcessor : IProcessor
{
    private readonly IExpression _where;
    private readonly RunInfo _run;
    private readonly Outcome _drop;

    /// <summary>Creates it.</summary>
    /// <param name="options">The condition.</param>
    /// <param name="context">Compiler and run.</param>
    /// <exception cref="ExpressionException">The condition does not compile.</exception>
    public FilterProcessor(FilterOptions options, ComponentContext context)
    {
        _where = context.Expressions.CompileExpression(options.Where);
        _run = context.Run;
        _drop = Outcome.Drop(options.Reason.Length > 0 ? options.Reason : $"not {options.Where}");
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        if (record.Operation != RecordOperation.Upsert)
        {
            return Outcome.Keep;
        }

        try
        {
            return _where.Test(record, _run) ? Outcome.Keep : _drop;
        }
        catch (ExpressionException exception)
        {
            return Outcome.Reject($"filter: {exception.Message}");
        }
    }
}
