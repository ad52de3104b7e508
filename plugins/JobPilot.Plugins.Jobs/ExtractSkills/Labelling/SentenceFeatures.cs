namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>The features of a sentence: the same walk in training and in use.</summary>
internal static class SentenceFeatures
{
    private const int Far = 3;
    private const int ListedReach = 2;
    private static readonly SentenceWord Begin = new() { Lower = 1, Coarse = 1, Middle = 1 };
    private static readonly SentenceWord End = new() { Lower = 2, Coarse = 2, Middle = 2 };

    /// <summary>Most features of neighbours that one word brings.</summary>
    public const int MostNeighbours = 8;

    /// <summary>Shows the features of words by themselves and of their places.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">The sentence's words.</param>
    /// <param name="words">Filled with what is known of each; how a list covers it stands there already.</param>
    /// <param name="visitor">Who takes them.</param>
    public static void VisitWords<TVisitor>(string text, ReadOnlySpan<LabelToken> tokens, Span<SentenceWord> words, ref TVisitor visitor)
        where TVisitor : IFeatureVisitor, allows ref struct
    {
        visitor.End(-1);
        visitor.End(words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            var listed = words[i].Listed;
            words[i] = visitor.Word(i, text.AsSpan(tokens[i].Start, tokens[i].End - tokens[i].Start));
            words[i].Listed = listed;
        }

        VisitPlaces(words, ref visitor);
    }

    /// <summary>Shows the features of words beside each other.</summary>
    /// <param name="words">What is known of each word.</param>
    /// <param name="visitor">Who takes them.</param>
    public static void VisitNeighbours<TVisitor>(ReadOnlySpan<SentenceWord> words, ref TVisitor visitor)
        where TVisitor : IFeatureVisitor, allows ref struct
    {
        VisitPair(Begin, words[0], -1, ref visitor);
        for (var i = 0; i < words.Length; i++)
        {
            ref readonly var last = ref Begin;
            if (i > 0)
            {
                last = ref words[i - 1];
            }

            ref readonly var next = ref End;
            if (i + 1 < words.Length)
            {
                next = ref words[i + 1];
            }

            VisitPair(words[i], next, i, ref visitor);
            VisitAround(last, words[i], next, i, ref visitor);
        }
    }

    /// <summary>A pair of words speaks of both.</summary>
    private static void VisitPair<TVisitor>(in SentenceWord word, in SentenceWord next, int at, ref TVisitor visitor)
        where TVisitor : IFeatureVisitor, allows ref struct
    {
        visitor.Neighbours(FeatureKey.Of(FeatureTemplate.WordPair, word.Lower, next.Lower), at, 2);
        visitor.Neighbours(FeatureKey.Of(FeatureTemplate.ClusterPair, word.Coarse, next.Coarse), at, 2);
        visitor.Neighbours(FeatureKey.Of(FeatureTemplate.ClusterPair, word.Middle, next.Middle + 0x10000), at, 2);
    }

    private static void VisitAround<TVisitor>(in SentenceWord last, in SentenceWord word, in SentenceWord next, int at, ref TVisitor visitor)
        where TVisitor : IFeatureVisitor, allows ref struct
    {
        visitor.Neighbours(FeatureKey.Of(FeatureTemplate.WordsAround, last.Lower, next.Lower), at, 1);
        visitor.Neighbours(FeatureKey.Of(FeatureTemplate.ClustersAround, last.Middle, next.Middle), at, 1);
        visitor.Neighbours(FeatureKey.Of(FeatureTemplate.ClusterTriple, FeatureKey.Of(last.Coarse, word.Coarse), next.Coarse), at, 1);
        visitor.Neighbours(FeatureKey.Of(FeatureTemplate.ClusterTriple, FeatureKey.Of(last.Middle, word.Middle), next.Middle + 0x10000), at, 1);
        if (word.Listed != 0)
        {
            visitor.Feature(FeatureKey.Of(FeatureTemplate.Listed, word.Listed, 0), at - ListedReach, (2 * ListedReach) + 1);
        }

        if ((last.Listed | word.Listed | next.Listed) != 0)
        {
            visitor.Neighbours(FeatureKey.Of(FeatureTemplate.ListedTriple, FeatureKey.Of(last.Listed, word.Listed), next.Listed), at, 1);
        }
    }

    /// <summary>Where in the sentence a word stands, and how the sentence begins and ends.</summary>
    private static void VisitPlaces<TVisitor>(ReadOnlySpan<SentenceWord> words, ref TVisitor visitor)
        where TVisitor : IFeatureVisitor, allows ref struct
    {
        var count = words.Length;
        var first = 0;
        while (first < count - 1 && !words[first].IsWord)
        {
            first++;
        }

        visitor.Sentence(FeatureKey.Of(FeatureTemplate.Sentence, 0, 0));
        visitor.Sentence(FeatureKey.Of(FeatureTemplate.Sentence, 1, (uint)Math.Min(count / 5, 5)));
        visitor.Sentence(FeatureKey.Of(FeatureTemplate.Sentence, 2, words[first].Lower));
        visitor.Sentence(FeatureKey.Of(FeatureTemplate.Sentence, 3, words[first].Coarse));
        visitor.Sentence(FeatureKey.Of(FeatureTemplate.Sentence, 4, words[count - 1].Lower));
        visitor.Sentence(FeatureKey.Of(FeatureTemplate.Sentence, 5, first > 0 ? words[0].Lower : 0));
        for (var i = 0; i < count; i++)
        {
            // Being far from the ends is the rule, and no feature.
            if (i < Far)
            {
                visitor.Feature(FeatureKey.Of(FeatureTemplate.Place, 0, (uint)i), i, 1);
            }

            if (count - 1 - i < Far)
            {
                visitor.Feature(FeatureKey.Of(FeatureTemplate.Place, 1, (uint)(count - 1 - i)), i, 1);
            }

            if (i - first <= Far)
            {
                visitor.Feature(FeatureKey.Of(FeatureTemplate.Place, 2, (uint)(Math.Max(i - first, -1) + 1)), i, 1);
            }
        }
    }
}
