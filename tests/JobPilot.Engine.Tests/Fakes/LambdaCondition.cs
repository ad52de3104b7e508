namespace JobPilot.Engine.Tests.Fakes;

/// <summary>A condition in code.</summary>
internal sealed class LambdaCondition(Func<Record?, bool> test) : IExpression
{
    public string Source => "lambda";

    public object? Evaluate(Record? record, RunInfo? run) => test(record);

    public bool Test(Record? record, RunInfo? run) => test(record);
}
