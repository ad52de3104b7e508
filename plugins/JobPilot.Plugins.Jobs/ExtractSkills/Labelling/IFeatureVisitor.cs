namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Takes the features of a sentence: in use it adds weights, in training it collects them.</summary>
internal interface IFeatureVisitor
{
    /// <summary>Features of a word by itself: they speak of the two words before it up to the two behind it.</summary>
    /// <param name="at">The word.</param>
    /// <param name="word">Its letters.</param>
    /// <returns>What features of several words need to know of it; whether a list covers it is left open.</returns>
    SentenceWord Word(int at, ReadOnlySpan<char> word);

    /// <summary>Features of an end of the sentence, which speak of the two words beside it.</summary>
    /// <param name="at">-1, or the number of words.</param>
    void End(int at);

    /// <summary>A feature that speaks of several words.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="first">The first word that it speaks of; may lie outside of the sentence.</param>
    /// <param name="count">How many words it speaks of; for each it has weights of its own.</param>
    void Feature(uint key, int first, int count);

    /// <summary>A feature of words beside each other.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="first">The first word that it speaks of; -1 for the place before the sentence.</param>
    /// <param name="count">How many words it speaks of: 1 or 2; for each it has weights of its own.</param>
    void Neighbours(uint key, int first, int count);

    /// <summary>A feature that speaks of all words alike.</summary>
    void Sentence(uint key);
}
