namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>What a feature speaks of. The values are part of the model.</summary>
internal enum FeatureTemplate
{
    Word,
    Stem,
    Written,
    Shape,
    Prefix,
    Suffix,
    Cluster,
    Trait,
    WordPair,
    WordsAround,
    ClusterPair,
    ClustersAround,
    ClusterTriple,
    Listed,
    ListedTriple,
    Place,
    Sentence,
}
