namespace JobPilot.Expressions;

/// <summary>
/// Compiles conditions and templates with Scriban. Nothing of Scriban is loaded until something is compiled. Safe on every thread.
/// </summary>
/// <param name="time">Clock behind <c>date.now</c> where no run is known; with a run <c>date.now</c> is the run's start.</param>
public sealed class ScribanExpressionCompiler(TimeProvider time) : IExpressionCompiler
{
    private readonly Lazy<ExpressionEnvironment> _environment = new(() => new ExpressionEnvironment(time));

    /// <inheritdoc />
    public IExpression CompileExpression(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return _environment.Value.CompileExpression(source);
    }

    /// <inheritdoc />
    public IExpression CompileTemplate(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return _environment.Value.CompileTemplate(source);
    }
}
