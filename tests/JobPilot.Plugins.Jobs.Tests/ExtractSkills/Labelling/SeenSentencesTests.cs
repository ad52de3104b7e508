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

    [Fact]
    public void TryAdd_ManyThreadsOnFewSets_EachSentenceKeepsItsOwnSpans()
    {
        const int sentences = 1_000;
        var seen = new SeenSentences();
        var found = 0;
        Parallel.For(0, 200_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, call =>
        {
            var number = call % 3 == 0 ? call * 7919 % sentences : call % 20; // Some come again and again, most push each other out.
            var key = new UInt128((ulong)number + 1, (ulong)(number % 10)); // Ten sets of a hundred sentences each.
            var spans = new List<LabelledSpan>();
            if (seen.TryAdd(key, 0, spans))
            {
                Assert.Equal(number + 1, Assert.Single(spans).Length);
                Interlocked.Increment(ref found);
            }
            else
            {
                seen.Keep(key, 0, [new LabelledSpan(LabelKind.Ability, 0, number + 1, 1)]);
            }
        });
        Assert.NotEqual(0, found);
        for (var set = 0; set < 10; set++)
        {
            seen.Keep(new UInt128(9_999, (ulong)set), 0, []);
            seen.Keep(new UInt128(9_999, (ulong)set), 0, []); // Once more takes no second place.
            Assert.Equal(Ways - 1, Enumerable.Range(0, sentences).Count(number => number % 10 == set && seen.TryAdd(new UInt128((ulong)number + 1, (ulong)set), 0, [])));
        }
    }

    private static (int Start, int Length)? Spans(SeenSentences seen, int number, int start)
    {
        var spans = new List<LabelledSpan>();
        return seen.TryAdd(Key(number), start, spans) ? (spans[0].Start, spans[0].Length) : null;
    }

    /// <summary>The lower half says where it stands.</summary>
    private static UInt128 Key(int number) => new((ulong)number + 1, 77);
}
