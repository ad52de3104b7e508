namespace JobPilot.Plugins.Transforms.Tests;

public sealed class FilterProcessorTests
{
    [Theory]
    [InlineData("record.title != null", "", """{"title":"Cooper"}""")]
    [InlineData("record.base_salary.min > 50000", "", "Drop: not record.base_salary.min > 50000")]
    [InlineData("record.base_salary.min > 50000", "underpaid", "Drop: underpaid")]
    [InlineData("record.title > 5", "", "Reject: filter: Text is compared with a number; turn it into one by string.to_double.")]
    [InlineData("record.title", "", "Reject: filter: A condition yields true or false, but this yields text; compare it with something.")]
    public void Process_Condition_Decides(string where, string reason, string expected) => Assert.Equal(
        expected,
        Samples.Run(new FilterProcessor(new FilterOptions { Where = where, Reason = reason }, Samples.Context()), """{"title":"Cooper"}"""));

    [Fact]
    public void Process_Delete_Passes() => Assert.Equal(
        OutcomeKind.Keep,
        new FilterProcessor(new FilterOptions { Where = "false" }, Samples.Context()).Process(Record.Delete("k"), default).Kind);

    [Fact]
    public void Constructor_WrongCondition_Throws() =>
        Assert.Throws<ExpressionException>(() => new FilterProcessor(new FilterOptions { Where = "record.a = 1" }, Samples.Context()));
}
