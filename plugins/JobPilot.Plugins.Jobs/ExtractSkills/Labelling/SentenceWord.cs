namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>What the features of several words need to know of each.</summary>
internal struct SentenceWord
{
    /// <summary>Hash of the word in lower case.</summary>
    public uint Lower;

    /// <summary>Its coarse cluster, or a number for its outline where it has none.</summary>
    public uint Coarse;

    /// <summary>Its middle cluster, or a number for its outline where it has none.</summary>
    public uint Middle;

    /// <summary>Whether and how a name of the skill list covers it; 0 for not.</summary>
    public byte Listed;

    /// <summary>Whether it begins with a letter.</summary>
    public bool IsWord;
}
