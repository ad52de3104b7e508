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

    /// <summary>Trains on sentences that have labels of the kind.</summary>
    public void Train(IReadOnlyList<LabelledSentence> sentences, int kind, int seed)
    {
        var random = new Random(seed);
        var order = Enumerable.Range(0, sentences.Count).ToArray();
        var kept = settings.Epochs - settings.KeptEpochs;
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var index in order)
            {
                var sentence = sentences[index];
                if (sentence.Tokens.Length > 0)
                {
                    Step(Drop(sentence.Features, random), sentence.Labels[kind]!);
                }
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
        for (var from = 0; from < Labels; from++)
        {
            foreach (var to in from is 1 or 2 ? new[] { 2, 3 } : [0, 1, 4])
            {
                allowed[from, to] = true;
            }
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

    private void Step(int[][] features, byte[] gold)
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
                var slope = (gold[i] == label ? 1 : 0) - MathF.Exp(_forward[(i * Labels) + label] + _backward[(i * Labels) + label] - whole);
                if (MathF.Abs(slope) > 1e-4f)
                {
                    Move(features[i], label, slope * scale);
                }
            }
        }

        MoveLinks(gold, count, whole);
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

    private void MoveLinks(byte[] gold, int count, float whole)
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
                    var slope = (gold[i - 1] == from && gold[i] == to ? 1 : 0) - expected;
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
            _forward[label] = label is 2 or 3 ? Never : _emissions[label];
            _backward[((count - 1) * Labels) + label] = label is 1 or 2 ? Never : 0;
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
