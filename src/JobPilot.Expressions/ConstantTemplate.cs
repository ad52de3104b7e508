namespace JobPilot.Expressions;

/// <summary>A template without <c>{{ }}</c>.</summary>
internal sealed class ConstantTemplate(string source) : IExpression
{
    public string Source => source;

    public object? Evaluate(Record? record, RunInfo? run) => source;

    public bool Test(Record? record, RunInfo? run) =>
        throw new ExpressionException("A template yields text and is no condition.") { Line = 1, Column = 1 };
}
