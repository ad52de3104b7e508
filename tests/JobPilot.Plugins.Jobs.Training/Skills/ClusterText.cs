using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>The English sentences that words are clustered by, and the clusters.</summary>
internal sealed class ClusterText
{
    private const int LeastTimes = 4;
    private static readonly int[] Sizes = [64, 256];
    private readonly Dictionary<string, int> _times = new(StringComparer.Ordinal);
    private readonly List<string[]> _sentences = [];

    /// <summary>Adds the texts of a file: postings, or rows of tokens.</summary>
    public void Add(string path)
    {
        foreach (var sentence in PostingSentences.Of(path))
        {
            AddSentence(sentence);
        }
    }

    /// <summary>Clusters the words.</summary>
    /// <returns>Hash of each word in lower case, with its cluster of each way, from 1.</returns>
    public List<(uint Key, ushort[] Clusters)> Cluster()
    {
        var words = _times.Where(pair => pair.Value >= LeastTimes).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).ToList();
        var numbers = words.Select((word, i) => (word, i)).ToDictionary(pair => pair.word, pair => pair.i + 1, StringComparer.Ordinal);
        var sentences = _sentences.ConvertAll(sentence => Array.ConvertAll(sentence, word => numbers.GetValueOrDefault(word)));
        var ways = Array.ConvertAll(Sizes, size => WordClusters.Find(sentences, words.Count + 1, size));
        return [.. words.Select((word, i) => (FeatureKey.OfText(word), Array.ConvertAll(ways, way => (ushort)(way[i + 1] + 1)))).DistinctBy(entry => entry.Item1)];
    }

    private void AddSentence(string[] written)
    {
        Span<char> lower = stackalloc char[WordForm.Longest];
        var words = new string[written.Length];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = lower[..WordForm.Lower(written[i], lower)].ToString();
            _times[words[i]] = _times.GetValueOrDefault(words[i]) + 1;
        }

        _sentences.Add(words);
    }
}
