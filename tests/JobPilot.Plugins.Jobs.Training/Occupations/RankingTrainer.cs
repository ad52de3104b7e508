using JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

namespace JobPilot.Plugins.Jobs.Training.Occupations;

/// <summary>Trains the network of the ranking: AdaGrad on the likelihood of the right candidate among those of its title.</summary>
internal sealed class RankingTrainer
{
    private const int Features = RankingFeatures.Count;
    private const int Seed = 7;
    private readonly List<(float[] Features, int Right)> _examples;

    private RankingTrainer(List<(float[] Features, int Right)> examples, float[] means, float[] deviations) =>
        (_examples, Means, Deviations) = (examples, means, deviations);

    public float[] Means { get; }

    public float[] Deviations { get; }

    public string Description => $"{_examples.Count} titles";

    public static RankingTrainer Of(List<(List<Candidate> Candidates, int Right)> examples)
    {
        var rows = examples.ConvertAll(example =>
        {
            var features = new float[example.Candidates.Count * Features];
            for (var i = 0; i < features.Length; i++)
            {
                features[i] = example.Candidates[i / Features].Features[i % Features];
            }

            return (Features: features, example.Right);
        });
        var (means, deviations) = (new float[Features], new float[Features]);
        var count = rows.Sum(row => row.Features.Length / Features);
        for (var feature = 0; feature < Features; feature++)
        {
            var of = feature;
            var values = rows.SelectMany(row => Enumerable.Range(0, row.Features.Length / Features).Select(i => row.Features[(i * Features) + of]));
            means[feature] = (float)(values.Sum(value => (double)value) / count);
            deviations[feature] = (float)Math.Sqrt(values.Sum(value => Math.Pow(value - means[of], 2)) / count) + 1e-4f;
        }

        foreach (var (features, _) in rows)
        {
            for (var i = 0; i < features.Length; i++)
            {
                features[i] = (features[i] - means[i % Features]) / deviations[i % Features];
            }
        }

        return new RankingTrainer(rows, means, deviations);
    }

    /// <summary>Trains networks with several seeds and joins them to one, whose score is the mean of theirs.</summary>
    /// <param name="units">Hidden units of each.</param>
    /// <param name="epochs">How often each sees all examples.</param>
    /// <param name="seeds">How many there are.</param>
    public float[] Train(int units, int epochs, int seeds)
    {
        var joined = new float[OccupationRanking.LengthOf(units * seeds)];
        for (var seed = 0; seed < seeds; seed++)
        {
            var weights = Train(units, epochs, new Random(Seed + seed));
            for (var i = 0; i < Features; i++)
            {
                joined[i] += weights[i] / seeds;
            }

            weights.AsSpan(Features).CopyTo(joined.AsSpan(Features + (seed * units * (Features + 2))));
        }

        for (var at = Features + Features + 1; at < joined.Length; at += Features + 2)
        {
            joined[at] /= seeds;
        }

        return joined;
    }

    private float[] Train(int units, int epochs, Random random)
    {
        var weights = new float[OccupationRanking.LengthOf(units)];
        for (var i = Features; i < weights.Length; i++)
        {
            weights[i] = (random.NextSingle() - 0.5f) * 0.4f;
        }

        var (squares, slopes, answers) = (new float[weights.Length], new float[weights.Length], new float[units]);
        var mean = new float[weights.Length];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var order = _examples.ToArray();
            random.Shuffle(order);
            foreach (var (features, right) in order)
            {
                Slopes(weights, features, right, slopes, answers);
                for (var i = 0; i < weights.Length; i++)
                {
                    var slope = slopes[i] - (1e-4f * weights[i]);
                    squares[i] += slope * slope;
                    weights[i] += 0.1f * slope / MathF.Sqrt(squares[i] + 1e-3f);
                }
            }

            for (var i = 0; i < weights.Length && epoch >= epochs / 2; i++)
            {
                mean[i] += weights[i] / (epochs - (epochs / 2));
            }
        }

        return mean;
    }

    private static void Slopes(float[] weights, float[] features, int right, float[] slopes, float[] answers)
    {
        var count = features.Length / Features;
        var scores = Enumerable.Range(0, count).Select(i => OccupationRanking.Score(weights, features.AsSpan(i * Features, Features), default)).ToArray();
        var most = scores.Max();
        var sum = scores.Sum(score => MathF.Exp(score - most));
        Array.Clear(slopes);
        for (var i = 0; i < count; i++)
        {
            var error = (i == right ? 1 : 0) - (MathF.Exp(scores[i] - most) / sum);
            if (MathF.Abs(error) < 1e-3f)
            {
                continue;
            }

            var row = features.AsSpan(i * Features, Features);
            OccupationRanking.Score(weights, row, answers);
            for (var feature = 0; feature < Features; feature++)
            {
                slopes[feature] += error * row[feature];
            }

            for (var unit = 0; unit < answers.Length; unit++)
            {
                var at = Features + (unit * (Features + 2));
                var inner = error * weights[at + Features + 1] * (1 - (answers[unit] * answers[unit]));
                slopes[at + Features + 1] += error * answers[unit];
                slopes[at + Features] += inner;
                for (var feature = 0; feature < Features; feature++)
                {
                    slopes[at + feature] += inner * row[feature];
                }
            }
        }
    }
}
