namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Takes the features of a sentence: in use it adds weights, in training it collects them.</summary>
internal interface IFeatureVisitor
{
    /// <summary>Features of a word by itself: they speak of the two words before it up to the two behind it.</summary>
    /// <param name="at">The word; -1 and the number of words stand for the ends of the sentence.</param>
    /// <param name="word">Its letters; empty for the ends.</param>
    void Word(int at, ReadOnlySpan<char> word);

    /// <summary>A feature that speaks of several words.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="first">The first word that it speaks of; may lie outside of the sentence.</param>
    /// <param name="count">How many words it speaks of; for each it has weights of its own.</param>
    void Feature(uint key, int first, int count);

    /// <summary>A feature that speaks of all words alike.</summary>
    void Sentence(uint key);
}
