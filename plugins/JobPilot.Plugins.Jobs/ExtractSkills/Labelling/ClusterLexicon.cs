using System.Numerics;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Word to clusters: words that stand among the same words share one. Filled once, then read by many threads.</summary>
internal sealed class ClusterLexicon
{
    private readonly uint[] _keys;
    private readonly ushort[] _clusters;
    private readonly int _mask;

    /// <summary>Makes an empty lexicon.</summary>
    /// <param name="words">How many words it will hold.</param>
    /// <param name="sets">How many ways of clustering there are.</param>
    public ClusterLexicon(int words, int sets)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, words * 2));
        (_keys, _clusters, _mask, Sets) = (new uint[size], new ushort[size * sets], size - 1, sets);
    }

    /// <summary>How many ways of clustering there are; the first is the coarsest.</summary>
    public int Sets { get; }

    /// <summary>Adds a word.</summary>
    /// <param name="key">Hash of the word in lower case; not 0.</param>
    /// <param name="clusters">A cluster of each way, from 1; 0 for none.</param>
    public void Add(uint key, ReadOnlySpan<ushort> clusters)
    {
        var at = (int)key & _mask;
        while (_keys[at] != 0)
        {
            at = (at + 1) & _mask;
        }

        _keys[at] = key;
        clusters.CopyTo(_clusters.AsSpan(at * Sets));
    }

    /// <summary>The clusters of a word; empty where it has none.</summary>
    public ReadOnlySpan<ushort> Find(uint key)
    {
        for (var at = (int)key & _mask; _keys[at] != 0; at = (at + 1) & _mask)
        {
            if (_keys[at] == key)
            {
                return _clusters.AsSpan(at * Sets, Sets);
            }
        }

        return default;
    }
}
