using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills.Labelling;

public class SeenSentencesTests
{
    private const int Ways = 4;

    [Fact]
    public void TryAdd_SentencesThatShareAPlace_KeepsThoseAskedForLast()
    {
        var seen = new SeenSentences();
        for (var number = 0; number < Ways; number++)
        {
            seen.Keep(Key(number), 10, [new LabelledSpan(LabelKind.Ability, 12, number + 1, 1)]);
        }

        Assert.Equal((7, 1), Spans(seen, 0, 5));
        seen.Keep(Key(Ways), 0, []);

        Assert.Equal((2, 1), Spans(seen, 0, 0));
        Assert.Null(Spans(seen, 1, 0));
        Assert.Equal((2, 3), Spans(seen, 2, 0));
        Assert.Equal((2, 4), Spans(seen, 3, 0));
    }

    [Fact]
    public void TryAdd_SentenceWithoutSpans_IsKnown()
    {
        var seen = new SeenSentences();
        seen.Keep(Key(1), 0, []);
        Assert.True(seen.TryAdd(Key(1), 0, []));
        Assert.False(seen.TryAdd(Key(2), 0, []));
        Assert.False(seen.TryAdd(default, 0, []));
    }

    private static (int Start, int Length)? Spans(SeenSentences seen, int number, int start)
    {
        var spans = new List<LabelledSpan>();
        return seen.TryAdd(Key(number), start, spans) ? (spans[0].Start, spans[0].Length) : null;
    }

    /// <summary>The lower half says where it stands.</summary>
    private static UInt128 Key(int number) => new((ulong)number + 1, 77);
}
