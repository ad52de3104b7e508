using JobPilot.Plugins.Jobs.Training.Skills;

namespace JobPilot.Plugins.Jobs.Tests.Training;

public sealed class ChainTargetsTests
{
    private const int Outside = 0;
    private const int Begin = 1;
    private const int Inside = 2;
    private const int End = 3;
    private const int Alone = 4;

    [Fact]
    public void Of_LabelsOfAnAnnotator_AreCertain()
    {
        var targets = ChainTargets.Of([Outside, Begin, End]);

        Assert.Equal(1, targets.OfWord(1, Begin));
        Assert.Equal(0, targets.OfWord(1, End));
        Assert.Equal(1, targets.OfPair(2, Begin, End));
        Assert.Equal(0, targets.OfPair(2, Begin, Inside));
    }

    [Fact]
    public void Of_LikelihoodsOfATeacher_LeaveOutChainsThatCannotBe()
    {
        // A word by itself cannot begin a span: what was said of it goes to the labels that may stand there, as far as each is likely.
        var targets = ChainTargets.Of([0.3f, 0.6f, 0, 0, 0.1f]);

        Assert.Equal(0, targets.OfWord(0, Begin));
        Assert.Equal(0.75, targets.OfWord(0, Outside), 3);
        Assert.Equal(0.25, targets.OfWord(0, Alone), 3);
    }

    [Fact]
    public void Of_LikelihoodsOfATeacher_PairsAndWordsAgree()
    {
        var random = new Random(5);
        var targets = ChainTargets.Of([.. Enumerable.Range(0, 4 * 5).Select(_ => random.NextSingle())]);

        for (var word = 1; word < 4; word++)
        {
            for (var label = 0; label < 5; label++)
            {
                Assert.Equal(targets.OfWord(word, label), Enumerable.Range(0, 5).Sum(from => targets.OfPair(word, from, label)), 1e-6f);
                Assert.Equal(targets.OfWord(word - 1, label), Enumerable.Range(0, 5).Sum(to => targets.OfPair(word, label, to)), 1e-6f);
            }

            Assert.Equal(1, Enumerable.Range(0, 5).Sum(label => targets.OfWord(word, label)), 1e-6f);
            Assert.Equal(0, targets.OfPair(word, Outside, Inside));
        }
    }

    [Fact]
    public void Of_TwoWordsThatMayBeASpan_AreWeighedAsChains()
    {
        var targets = ChainTargets.Of([0.5f, 0.5f, 0, 0, 0, 0.2f, 0, 0, 0.8f, 0]);

        // Outside twice: 0.5 * 0.2; a span of two: 0.5 * 0.8. No other chain but those of labels that are next to impossible.
        Assert.Equal(0.8, targets.OfPair(1, Begin, End), 2);
        Assert.Equal(0.2, targets.OfPair(1, Outside, Outside), 2);
    }

    [Theory]
    [InlineData(1f, true)]
    [InlineData(0f, false)]
    public void Train_ExampleOfAWeight_TeachesAsFarAsItCounts(float weight, bool isLearnt)
    {
        var trainer = new ChainTrainer(1, new ChainSettings(20, 1, 0.1f, 0, 0));

        trainer.Train([new ChainExample([[0]], ChainTargets.Of([Alone]), weight)], 1);

        Assert.Equal(isLearnt, trainer.Mean[Alone] > trainer.Mean[Outside]);
    }
}
