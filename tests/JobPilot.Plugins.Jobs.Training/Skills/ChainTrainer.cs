using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>
/// Trains a linear-chain conditional random field by AdaGrad on the likelihood of the labels, with dropout of features and a penalty on the square
/// of the weights. What is kept is the mean of the weights over the last epochs.
/// </summary>
internal sealed class ChainTrainer(int features, ChainSettings settings)
{
    private const int Labels = LabelModel.Labels;
    private const float Never = -1e9f;
    private static readonly bool[,] Allowed = MakeAllowed();
    private readonly float[] _weights = new float[features * Labels];
    private readonly float[] _squares = new float[features * Labels];
    private readonly float[] _links = new float[Labels * Labels];
    private readonly float[] _linkSquares = new float[Labels * Labels];
    private readonly float[] _emissions = new float[LabelTokens.Longest * Labels];
    private readonly float[] _forward = new float[LabelTokens.Longest * Labels];
    private readonly float[] _backward = new float[LabelTokens.Longest * Labels];

    /// <summary>Weight of each label for each feature.</summary>
    public float[] Mean { get; } = new float[features * Labels];

    /// <summary>Weight of each label behind each.</summary>
    public float[] MeanLinks { get; } = new float[Labels * Labels];

    /// <summary>Trains on examples in an order of chance.</summary>
    public void Train(IReadOnlyList<ChainExample> examples, int seed)
    {
        var random = new Random(seed);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var kept = settings.Epochs - settings.KeptEpochs;
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var index in order)
            {
                Step(Drop(examples[index].Features, random), examples[index]);
            }

            if (epoch >= kept)
            {
                AddTo(Mean, _weights, settings.KeptEpochs);
                AddTo(MeanLinks, _links, settings.KeptEpochs);
            }
        }
    }

    private static void AddTo(float[] sum, float[] weights, int parts)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += weights[i] / parts;
        }
    }

    private static bool[,] MakeAllowed()
    {
        var allowed = new bool[Labels, Labels];
        for (var pair = 0; pair < Labels * Labels; pair++)
        {
            allowed[pair / Labels, pair % Labels] = ChainTargets.MayFollow(pair / Labels, pair % Labels);
        }

        return allowed;
    }

    private int[][] Drop(int[][] features, Random random)
    {
        if (settings.Dropout == 0)
        {
            return features;
        }

        return Array.ConvertAll(features, word => Array.FindAll(word, _ => random.NextSingle() >= settings.Dropout));
    }

    private void Step(int[][] features, ChainExample example)
    {
        var count = features.Length;
        var scale = 1 / (1 - settings.Dropout);
        for (var i = 0; i < count; i++)
        {
            var row = _emissions.AsSpan(i * Labels, Labels);
            row.Clear();
            foreach (var feature in features[i])
            {
                for (var label = 0; label < Labels; label++)
                {
                    row[label] += _weights[(feature * Labels) + label];
                }
            }

            for (var label = 0; label < Labels; label++)
            {
                row[label] *= scale;
            }
        }

        var whole = Sums(count);
        for (var i = 0; i < count; i++)
        {
            for (var label = 0; label < Labels; label++)
            {
                var slope = example.Targets.OfWord(i, label) - MathF.Exp(_forward[(i * Labels) + label] + _backward[(i * Labels) + label] - whole);
                if (MathF.Abs(slope) > 1e-4f)
                {
                    Move(features[i], label, slope * scale * example.Weight);
                }
            }
        }

        MoveLinks(example, count, whole);
    }

    private void Move(int[] features, int label, float slope)
    {
        foreach (var feature in features)
        {
            var at = (feature * Labels) + label;
            var step = slope - (settings.Penalty * _weights[at]);
            _squares[at] += step * step;
            _weights[at] += settings.Rate * step / MathF.Sqrt(_squares[at] + 1e-2f);
        }
    }

    private void MoveLinks(ChainExample example, int count, float whole)
    {
        for (var i = 1; i < count; i++)
        {
            for (var from = 0; from < Labels; from++)
            {
                for (var to = 0; to < Labels; to++)
                {
                    if (!Allowed[from, to])
                    {
                        continue;
                    }

                    var at = (from * Labels) + to;
                    var expected = MathF.Exp(_forward[((i - 1) * Labels) + from] + _links[at] + _emissions[(i * Labels) + to] + _backward[(i * Labels) + to] - whole);
                    var slope = (example.Targets.OfPair(i, from, to) - expected) * example.Weight;
                    if (MathF.Abs(slope) > 1e-4f)
                    {
                        _linkSquares[at] += slope * slope;
                        _links[at] += settings.Rate * slope / MathF.Sqrt(_linkSquares[at] + 1e-2f);
                    }
                }
            }
        }
    }

    /// <summary>Sums over all chains up to each word and from it on; the sum over all.</summary>
    private float Sums(int count)
    {
        Span<float> terms = stackalloc float[Labels];
        for (var label = 0; label < Labels; label++)
        {
            _forward[label] = ChainTargets.MayBegin(label) ? _emissions[label] : Never;
            _backward[((count - 1) * Labels) + label] = ChainTargets.MayEnd(label) ? 0 : Never;
        }

        for (var i = 1; i < count; i++)
        {
            for (var to = 0; to < Labels; to++)
            {
                for (var from = 0; from < Labels; from++)
                {
                    terms[from] = Allowed[from, to] ? _forward[((i - 1) * Labels) + from] + _links[(from * Labels) + to] : Never;
                }

                _forward[(i * Labels) + to] = LogSum(terms) + _emissions[(i * Labels) + to];
            }
        }

        for (var i = count - 2; i >= 0; i--)
        {
            for (var from = 0; from < Labels; from++)
            {
                for (var to = 0; to < Labels; to++)
                {
                    terms[to] = Allowed[from, to] ? _backward[((i + 1) * Labels) + to] + _links[(from * Labels) + to] + _emissions[((i + 1) * Labels) + to] : Never;
                }

                _backward[(i * Labels) + from] = LogSum(terms);
            }
        }

        for (var label = 0; label < Labels; label++)
        {
            terms[label] = _forward[((count - 1) * Labels) + label] + _backward[((count - 1) * Labels) + label];
        }

        return LogSum(terms);
    }

    private static float LogSum(ReadOnlySpan<float> terms)
    {
        var most = float.NegativeInfinity;
        foreach (var term in terms)
        {
            most = MathF.Max(most, term);
        }

        var sum = 0f;
        foreach (var term in terms)
        {
            sum += MathF.Exp(term - most);
        }

        return most + MathF.Log(sum);
    }
}
