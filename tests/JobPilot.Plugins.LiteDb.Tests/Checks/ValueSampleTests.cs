using JobPilot.Plugins.LiteDb.Checks;

namespace JobPilot.Plugins.LiteDb.Tests.Checks;

public class ValueSampleTests
{
    [Fact]
    public void Add_FewValues_CountsAll()
    {
        var sample = Fill(3000, 7);

        Assert.True(sample.IsWhole);
        Assert.Equal(Enumerable.Repeat(7L, 3000), sample.Counts.Values);
    }

    [Fact]
    public void Add_ManyValues_KeepsAnEvenShareWithWholeCounts()
    {
        var sample = Fill(200_000, 2);

        Assert.False(sample.IsWhole);
        Assert.InRange(sample.Counts.Count, ValueSample.Most / 4, ValueSample.Most);
        Assert.All(sample.Counts.Values, count => Assert.Equal(2, count));
        Assert.InRange(sample.Counts.Keys.Average(value => int.Parse(value.AsString[6..])), 90_000, 110_000);
    }

    private static ValueSample Fill(int values, int times)
    {
        var sample = new ValueSample();
        for (var i = 0; i < values * times; i++)
        {
            sample.Add($"value {i % values}");
        }

        return sample;
    }
}
