namespace JobPilot.Configuration.Tests;

/// <summary>Compiles whatever has balanced brackets; a template evaluates to itself with <c>{{ run.id }}</c> filled in.</summary>
internal sealed class FakeExpressions : IExpressionCompiler
{
    public IExpression CompileExpression(string source) => Compile(source);

    public IExpression CompileTemplate(string source) => Compile(source);

    private static FakeExpression Compile(string source)
    {
        if (source.Count(c => c == '(') != source.Count(c => c == ')') || source.Count(c => c == '{') != source.Count(c => c == '}'))
        {
            throw new ExpressionException("line 1, column 1: a bracket is not closed");
        }

        return new FakeExpression(source);
    }

    private sealed class FakeExpression(string source) : IExpression
    {
        public string Source { get; } = source;

        public object? Evaluate(Record? record, RunInfo? run) => Source.Replace("{{ run.id }}", run?.Id, StringComparison.Ordinal);

        public bool Test(Record? record, RunInfo? run) => true;
    }
}
