namespace JobPilot;

/// <summary>
/// Compiles what authors of pipelines write in conditions and templates. Compile once, at construction. Expressions reach nothing but
/// <c>record</c>, <c>run</c> and pure functions, within limits of time, loops, recursion and output. Safe on every thread.
/// </summary>
public interface IExpressionCompiler
{
    /// <summary>Compiles one expression, for instance <c>record.base_salary.min &gt; 50000</c>. A missing field reads as null.</summary>
    /// <param name="source">Exactly one expression: no statement, no assignment.</param>
    /// <returns>The compiled expression, safe on every thread.</returns>
    /// <exception cref="ExpressionException">It does not compile; names line and column.</exception>
    IExpression CompileExpression(string source);

    /// <summary>Compiles a template, for instance <c>{{ record.title }} at {{ record.company }}</c>.</summary>
    /// <param name="source">Text with <c>{{ }}</c> parts.</param>
    /// <returns>The compiled template, safe on every thread; <see cref="IExpression.Evaluate"/> yields a string.</returns>
    /// <exception cref="ExpressionException">It does not compile; names line and column.</exception>
    IExpression CompileTemplate(string source);
}

/// <summary>A compiled expression or template. Safe on every thread.</summary>
public interface IExpression
{
    /// <summary>What was compiled.</summary>
    string Source { get; }

    /// <summary>Evaluates for one record and run.</summary>
    /// <param name="record">The record; null where only the run is known.</param>
    /// <param name="run">The run; null where there is none.</param>
    /// <returns>null, <see cref="bool"/>, <see cref="double"/>, <see cref="long"/>, <see cref="string"/> or a <c>JsonNode</c>.</returns>
    /// <exception cref="ExpressionException">It failed or met a limit.</exception>
    object? Evaluate(Record? record, RunInfo? run);

    /// <summary>Evaluates as a condition: true only for <c>true</c>; null is false.</summary>
    /// <param name="record">The record.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="ExpressionException">It failed, met a limit, or gave neither a boolean nor null.</exception>
    bool Test(Record? record, RunInfo? run);
}

/// <summary>A condition or template does not compile, fails or meets a limit.</summary>
public sealed class ExpressionException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="message">What is wrong, for the author of the pipeline.</param>
    /// <param name="innerException">The cause.</param>
    public ExpressionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Line in the expression, from 1; 0 when unknown.</summary>
    public int Line { get; init; }

    /// <summary>Column in the expression, from 1; 0 when unknown.</summary>
    public int Column { get; init; }
}
