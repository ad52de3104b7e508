using JobPilot.Engine.Diffs;

namespace JobPilot.Engine.Tests.Diffs;

public class RowDiffResultTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(0, 0, 5, 0, 0)]
    [InlineData(1, 0, 0, 0, 1)]
    [InlineData(1, 0, 3, 0, 0.25)]
    [InlineData(0, 1, 3, 0, 0.25)]
    [InlineData(0, 0, 3, 1, 0.25)]
    [InlineData(1, 2, 8, 5, 0.5)]
    public void Churn_Counts_IsTheShareThatWouldChange(long made, long changed, long unchanged, long vanished, double expected)
    {
        var result = new RowDiffResult { New = made, Changed = changed, Unchanged = unchanged, Vanished = vanished, Rows = [] };

        Assert.Equal(expected, result.Churn);
    }

    [Fact]
    public void Fields_RowThatIsNew_AreNone() => Assert.Empty(new RowChange { Key = "a", Kind = "new" }.Fields);
}
