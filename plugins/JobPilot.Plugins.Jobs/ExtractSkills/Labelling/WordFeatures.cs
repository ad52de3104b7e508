namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>The features of one word by itself.</summary>
internal static class WordFeatures
{
    /// <summary>Most features of a word.</summary>
    public const int Most = 24;

    /// <summary>Words before and behind that a word's features speak of.</summary>
    public const int Reach = 2;

    private const int LongestAffix = 4;

    /// <summary>Writes the keys of a word.</summary>
    /// <param name="word">The word as written; empty for the end of a sentence.</param>
    /// <param name="isBegin">Which end of the sentence an empty word is.</param>
    /// <param name="clusters">Its clusters.</param>
    /// <param name="keys">Room for <see cref="Most"/> keys.</param>
    /// <param name="wide">How many of the first ones speak of words as far away as <see cref="Reach"/>; the others only of the next ones.</param>
    /// <returns>How many were written.</returns>
    public static int Keys(ReadOnlySpan<char> word, bool isBegin, ReadOnlySpan<ushort> clusters, Span<uint> keys, out int wide)
    {
        if (word.IsEmpty)
        {
            wide = 1;
            keys[0] = FeatureKey.Of(FeatureTemplate.Trait, 100, isBegin ? 0u : 1u);
            return 1;
        }

        Span<char> buffer = stackalloc char[WordForm.Longest];
        Span<char> outline = stackalloc char[8];
        var lower = buffer[..WordForm.Lower(word, buffer)];
        var count = 0;
        keys[count++] = FeatureKey.Of(FeatureTemplate.Word, FeatureKey.OfText(lower), 0);
        keys[count++] = FeatureKey.Of(FeatureTemplate.Stem, FeatureKey.OfText(lower[..WordForm.StemLength(lower)]), 0);
        for (var i = 0; i < clusters.Length; i++)
        {
            if (clusters[i] != 0)
            {
                keys[count++] = FeatureKey.Of(FeatureTemplate.Cluster, clusters[i], (uint)i);
            }
        }

        wide = count;
        keys[count++] = FeatureKey.Of(FeatureTemplate.Shape, FeatureKey.OfText(outline[..WordForm.Shape(word, outline)]), 0);
        if (!word.SequenceEqual(lower))
        {
            keys[count++] = FeatureKey.Of(FeatureTemplate.Written, FeatureKey.OfText(word), 0);
        }

        if (char.IsLetterOrDigit(lower[0]))
        {
            for (var length = 2; length <= LongestAffix && length < lower.Length; length++)
            {
                keys[count++] = FeatureKey.Of(FeatureTemplate.Prefix, FeatureKey.OfText(lower[..length]), (uint)length);
                keys[count++] = FeatureKey.Of(FeatureTemplate.Suffix, FeatureKey.OfText(lower[^length..]), (uint)length);
            }
        }

        if (word.Length > 1 && IsAll(word, char.IsUpper))
        {
            keys[count++] = FeatureKey.Of(FeatureTemplate.Trait, 1, 0);
        }

        if (word.Contains('-'))
        {
            keys[count++] = FeatureKey.Of(FeatureTemplate.Trait, 2, 0);
        }

        return count;
    }

    private static bool IsAll(ReadOnlySpan<char> word, Func<char, bool> holds)
    {
        foreach (var letter in word)
        {
            if (!holds(letter))
            {
                return false;
            }
        }

        return true;
    }
}
