namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>
/// Clusters words by their neighbours: the exchange algorithm on the likelihood of the word before and the word behind given the cluster (after
/// Uszkoreit and Brants, 2008), from a start that deals the words out by frequency.
/// </summary>
internal sealed class WordClusters
{
    private const int Rounds = 10;
    private readonly List<(int Word, int Times)>[] _before;
    private readonly List<(int Word, int Times)>[] _behind;
    private readonly long[] _times;
    private readonly int _clusters;
    private readonly int[] _leading;
    private readonly int[] _following;
    private readonly long[] _sizes;
    private readonly int[] _of;
    private readonly double[] _logs = [.. Enumerable.Range(0, 1 << 16).Select(n => n == 0 ? 0 : n * Math.Log(n))];

    private WordClusters(IReadOnlyList<int[]> sentences, int words, int clusters)
    {
        _clusters = clusters;
        (_before, _behind) = Neighbours(sentences, words);
        _times = [.. _before.Select(list => list.Sum(pair => (long)pair.Times))];
        _of = [.. Enumerable.Range(0, words).Select(word => word == 0 ? -1 : (word - 1) % clusters)];
        _leading = new int[words * clusters];
        _following = new int[words * clusters];
        _sizes = new long[clusters];
    }

    /// <summary>Clusters words.</summary>
    /// <param name="sentences">Words by number; 0 stands for a rare word and for the ends of a sentence.</param>
    /// <param name="words">How many numbers there are, the frequent words first.</param>
    /// <param name="clusters">How many clusters to make.</param>
    /// <returns>The cluster of each word; -1 for 0.</returns>
    public static int[] Find(IReadOnlyList<int[]> sentences, int words, int clusters)
    {
        var search = new WordClusters(sentences, words, clusters);
        for (var word = 1; word < words; word++)
        {
            search.Put(word, search._of[word], 1);
        }

        for (var round = 0; round < Rounds; round++)
        {
            var moved = 0;
            for (var word = 1; word < words; word++)
            {
                moved += search.Move(word) ? 1 : 0;
            }

            if (moved < words / 200)
            {
                break;
            }
        }

        return search._of;
    }

    private static (List<(int, int)>[] Before, List<(int, int)>[] Behind) Neighbours(IReadOnlyList<int[]> sentences, int words)
    {
        var pairs = new Dictionary<(int, int), int>();
        foreach (var sentence in sentences)
        {
            var last = 0;
            foreach (var word in sentence.Append(0))
            {
                pairs[(last, word)] = pairs.GetValueOrDefault((last, word)) + 1;
                last = word;
            }
        }

        var before = Enumerable.Range(0, words).Select(_ => new List<(int, int)>()).ToArray();
        var behind = Enumerable.Range(0, words).Select(_ => new List<(int, int)>()).ToArray();
        foreach (var ((first, second), times) in pairs.OrderBy(pair => pair.Key))
        {
            before[second].Add((first, times));
            behind[first].Add((second, times));
        }

        return (before, behind);
    }

    private void Put(int word, int cluster, int sign)
    {
        _sizes[cluster] += sign * _times[word];
        foreach (var (other, times) in _before[word])
        {
            _leading[(other * _clusters) + cluster] += sign * times;
        }

        foreach (var (other, times) in _behind[word])
        {
            _following[(other * _clusters) + cluster] += sign * times;
        }
    }

    private bool Move(int word)
    {
        var old = _of[word];
        Put(word, old, -1);
        var gains = new double[_clusters];
        for (var cluster = 0; cluster < _clusters; cluster++)
        {
            gains[cluster] = -2 * (Log(_sizes[cluster] + _times[word]) - Log(_sizes[cluster]));
        }

        AddGains(gains, _before[word], _leading);
        AddGains(gains, _behind[word], _following);
        var best = old;
        for (var cluster = 0; cluster < _clusters; cluster++)
        {
            best = gains[cluster] > gains[best] + 1e-9 ? cluster : best;
        }

        _of[word] = best;
        Put(word, best, 1);
        return best != old;
    }

    private void AddGains(double[] gains, List<(int Word, int Times)> neighbours, int[] counts)
    {
        foreach (var (other, times) in neighbours)
        {
            for (var cluster = 0; cluster < _clusters; cluster++)
            {
                var had = counts[(other * _clusters) + cluster];
                gains[cluster] += had == 0 ? Log(times) : Log(had + times) - Log(had);
            }
        }
    }

    private double Log(long times) => times < _logs.Length ? _logs[times] : times * Math.Log(times);
}
