using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>Numbers the features of sentences: a number stands for a key and the place of the word that it speaks of.</summary>
internal sealed class FeatureCollector(ClusterLexicon clusters) : IFeatureVisitor
{
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<int>[] _features = [.. Enumerable.Range(0, LabelTokens.Longest).Select(_ => new List<int>())];
    private int _count;

    /// <summary>Whether new features get a number.</summary>
    public bool IsOpen { get; set; } = true;

    public int Count => _numbers.Count;

    /// <summary>Key and place (role) of each feature, by its number.</summary>
    public IEnumerable<(uint Key, int Role, int Number)> All => _numbers.Select(pair => ((uint)(pair.Key >> 8), (int)(pair.Key & 0xFF), pair.Value));

    /// <summary>The features of each word of a sentence.</summary>
    public int[][] Collect(string text, ReadOnlySpan<LabelToken> tokens, Span<SentenceWord> words)
    {
        _count = tokens.Length;
        foreach (var list in _features.AsSpan(0, _count))
        {
            list.Clear();
        }

        var visitor = this;
        SentenceFeatures.VisitWords(text, tokens, words, ref visitor);
        SentenceFeatures.VisitNeighbours(words, ref visitor);
        return [.. _features.Take(_count).Select(list => list.ToArray())];
    }

    public SentenceWord Word(int at, ReadOnlySpan<char> word)
    {
        Span<char> buffer = stackalloc char[WordForm.Longest];
        Add(at, word, SentenceWords.Describe(word, clusters, buffer, out var described));
        return described;
    }

    public void End(int at) => Add(at, default, default);

    public void Feature(uint key, int first, int count)
    {
        for (var role = 0; role < count; role++)
        {
            Add(key, role, first + role);
        }
    }

    public void Neighbours(uint key, int first, int count) => Feature(key, first, count);

    public void Sentence(uint key)
    {
        var number = Number(key, 0);
        for (var i = 0; number >= 0 && i < _count; i++)
        {
            _features[i].Add(number);
        }
    }

    /// <summary>Forgets all features but some, and numbers those anew.</summary>
    /// <returns>For each feature its new number; -1 for one that is forgotten.</returns>
    public int[] Keep(Predicate<int> isKept)
    {
        var moved = new int[_numbers.Count];
        var count = 0;
        foreach (var (key, number) in _numbers.ToList())
        {
            if (!isKept(number))
            {
                _numbers.Remove(key);
                moved[number] = -1;
            }
            else
            {
                _numbers[key] = moved[number] = count++;
            }
        }

        IsOpen = false;
        return moved;
    }

    private void Add(int at, ReadOnlySpan<char> word, ReadOnlySpan<ushort> found)
    {
        Span<uint> keys = stackalloc uint[WordFeatures.Most];
        var count = WordFeatures.Keys(word, at < 0, found, keys, out var wide);
        for (var i = 0; i < count; i++)
        {
            var reach = i < wide ? WordFeatures.Reach : 1;
            for (var step = -reach; step <= reach; step++)
            {
                Add(keys[i], step + WordFeatures.Reach, at + step);
            }
        }
    }

    private void Add(uint key, int role, int at)
    {
        if ((uint)at < (uint)_count && Number(key, role) is >= 0 and var number)
        {
            _features[at].Add(number);
        }
    }

    private int Number(uint key, int role)
    {
        var whole = ((ulong)key << 8) | (uint)role;
        if (!_numbers.TryGetValue(whole, out var number))
        {
            number = IsOpen ? _numbers.Count : -1;
            if (IsOpen)
            {
                _numbers.Add(whole, number);
            }
        }

        return number;
    }
}
