using JobPilot.Plugins.Jobs.ClassifyJob.Occupations;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Tests.ClassifyJob.Occupations;

public class WordVectorsTests
{
    [Theory]
    [InlineData("captain", "skipper", "accountant")]
    [InlineData("physician", "doctor", "plumber")]
    [InlineData("actor", "actress", "welder")]
    [InlineData("attorney", "lawyer", "baker")]
    public void Likeness_WordsOfOneMeaning_AreCloserThanOthers(string word, string same, string other) =>
        Assert.True(Likeness(word, same) > Likeness(word, other) + 0.2, $"{Likeness(word, same)} and {Likeness(word, other)}");

    [Fact]
    public void Likeness_SameTitle_IsOne()
    {
        Assert.Equal(1, Likeness("night nurse", "Nurse, NIGHT"), 1e-5);
        Assert.Equal(1, Likeness("operator of the press", "press operator"), 1e-5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("of the")]
    [InlineData("xqzzkw")]
    public void Read_NoKnownWord_IsZero(string title)
    {
        var vector = Enumerable.Repeat(1f, WordVectors.Width).ToArray();

        WordVectors.Shipped.Read(title, vector);

        Assert.All(vector, number => Assert.Equal(0, number));
        Assert.Equal(0, Likeness(title, "nurse"));
    }

    [Fact]
    public void File_HasAKeyALengthAndNumbersForEachWord_AndKeysInOrder()
    {
        var bytes = EmbeddedBytes.Of("title-vectors.bin").Slice(0);
        var count = BitConverter.ToInt32(bytes);

        Assert.Equal(sizeof(int) + (count * (sizeof(uint) + sizeof(float) + WordVectors.Width)), bytes.Length);
        for (var i = 1; i < count; i++)
        {
            Assert.True(BitConverter.ToUInt32(bytes[(i * sizeof(uint))..]) < BitConverter.ToUInt32(bytes[((i + 1) * sizeof(uint))..]));
        }
    }

    private static float Likeness(string one, string other)
    {
        var (first, second) = (new float[WordVectors.Width], new float[WordVectors.Width]);
        WordVectors.Shipped.Read(one, first);
        WordVectors.Shipped.Read(other, second);
        return WordVectors.Likeness(first, second);
    }
}
