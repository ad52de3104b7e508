using System.Globalization;

namespace JobPilot.Plugins.Transforms.Tests;

public sealed class SampleProcessorTests
{
    [Theory]
    [InlineData(0.0, 0, 0)]
    [InlineData(0.1, 850, 1150)]
    [InlineData(0.5, 4800, 5200)]
    [InlineData(1.0, 10000, 10000)]
    public void Process_Rate_KeepsThatShare(double rate, int least, int most) =>
        Assert.InRange(Chosen(new SampleOptions { Rate = rate }).Count, least, most);

    [Fact]
    public void Process_Every_KeepsThatShare() => Assert.InRange(Chosen(new SampleOptions { Every = 20 }).Count, 420, 580);

    [Fact]
    public void Process_SameSeed_ChoosesTheSame()
    {
        var first = Chosen(new SampleOptions { Rate = 0.3, Seed = 5 });

        Assert.Equal(first, Chosen(new SampleOptions { Rate = 0.3, Seed = 5 }));
        Assert.NotEqual(first, Chosen(new SampleOptions { Rate = 0.3, Seed = 6 }));
        Assert.Equal(["6", "10", "12", "19"], first.Take(4));
    }

    [Fact]
    public void Process_WithoutKey_ChoosesByContent()
    {
        var processor = new SampleProcessor(new SampleOptions { Rate = 0.5 }, Samples.Context());
        var kinds = Enumerable.Range(0, 200)
            .Select(n => processor.Process(Samples.Of($$"""{"n":{{n}}}""", null), default).Kind).ToList();

        Assert.InRange(kinds.Count(kind => kind == OutcomeKind.Keep), 70, 130);
    }

    [Fact]
    public void Validate_BothOrNone_IsRefused()
    {
        Assert.Single(new SampleOptions().Validate());
        Assert.Single(new SampleOptions { Rate = 1, Every = 1 }.Validate());
        Assert.Empty(new SampleOptions { Every = 3 }.Validate());
    }

    private static List<string> Chosen(SampleOptions options)
    {
        var processor = new SampleProcessor(options, Samples.Context());
        return [.. Enumerable.Range(0, 10_000).Select(n => n.ToString(CultureInfo.InvariantCulture))
            .Where(key => processor.Process(Samples.Of("{}", key), default).Kind == OutcomeKind.Keep)];
    }
}
