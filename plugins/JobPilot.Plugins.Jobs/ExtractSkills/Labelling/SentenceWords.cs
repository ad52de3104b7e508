namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Finds what features of several words need to know of each.</summary>
internal static class SentenceWords
{
    private const uint WithoutCluster = 0x8000;

    /// <summary>Describes a word; whether a list covers it is left open.</summary>
    /// <param name="text">The word as written.</param>
    /// <param name="lexicon">Clusters of words.</param>
    /// <param name="buffer">Room for <see cref="WordForm.Longest"/> letters.</param>
    /// <param name="word">What is found.</param>
    /// <returns>The word's clusters.</returns>
    public static ReadOnlySpan<ushort> Describe(ReadOnlySpan<char> text, ClusterLexicon lexicon, Span<char> buffer, out SentenceWord word)
    {
        Span<char> outline = stackalloc char[8];
        var lower = FeatureKey.OfText(buffer[..WordForm.Lower(text, buffer)]);
        var clusters = lexicon.Find(lower);
        var shape = clusters.IsEmpty ? WithoutCluster | (FeatureKey.OfText(outline[..WordForm.Shape(text, outline)]) & 0x7FFF) : 0;
        word = new SentenceWord
        {
            Lower = lower,
            Coarse = clusters.IsEmpty ? shape : clusters[0] + 8u,
            Middle = clusters.IsEmpty ? shape : clusters[1] + 8u,
            IsWord = char.IsLetter(text[0]),
        };
        return clusters;
    }
}
