using JobPilot.Engine.Diffs;

namespace JobPilot.Engine.Tests.Diffs;

public class RowTallyTests
{
    [Fact]
    public void Add_RowsOfEveryKind_CountsEachAndDescribesWhatWouldChange()
    {
        var tally = new RowTally(6);
        foreach (var (kind, index) in "new changed changed unchanged unchanged unchanged vanished vanished vanished vanished".Split(' ').Select((kind, index) => (kind, index)))
        {
            tally.Add($"k{index}", kind, []);
        }

        var result = tally.Result();

        Assert.Equal((1, 2, 3, 4), (result.New, result.Changed, result.Unchanged, result.Vanished));
        Assert.Equal(["k0 new", "k1 changed", "k2 changed", "k6 vanished", "k7 vanished", "k8 vanished"], result.Rows.Select(row => $"{row.Key} {row.Kind}"));
    }

    [Fact]
    public void Add_ChangedRow_KeepsItsFields()
    {
        var tally = new RowTally(1);
        PreviewChange[] fields = [new() { Pointer = "/x" }];

        tally.Add("a", "changed", fields);

        Assert.Same(fields, Assert.Single(tally.Result().Rows).Fields);
    }

    [Fact]
    public void Result_NothingAdded_IsEmpty()
    {
        var result = new RowTally(1).Result();

        Assert.Equal((0, 0, 0, 0), (result.New, result.Changed, result.Unchanged, result.Vanished));
        Assert.Empty(result.Rows);
    }
}
