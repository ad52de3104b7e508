using System.Globalization;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>
/// Ranks the candidates of a title: a network with one hidden layer, trained on the titles of the lists themselves, each asked for as if it were not
/// there. Its weights say nothing of any occupation.
/// </summary>
internal sealed class OccupationRanking
{
    private const int Features = RankingFeatures.Count;
    private const int UnitLength = Features + 2;
    private readonly float[] _means;
    private readonly float[] _deviations;
    private readonly float[] _weights;

    /// <summary>Makes a ranking.</summary>
    /// <param name="means">Mean of each feature.</param>
    /// <param name="deviations">Standard deviation of each feature.</param>
    /// <param name="weights">A weight of each feature, then for each hidden unit those of its features, its own and that of its answer.</param>
    public OccupationRanking(float[] means, float[] deviations, float[] weights) => (_means, _deviations, _weights) = (means, deviations, weights);

    /// <summary>How many weights a network has.</summary>
    public static int LengthOf(int units) => Features + (units * UnitLength);

    /// <summary>Reads a ranking that ships with the plugin.</summary>
    /// <param name="taxonomy">esco or onet.</param>
    public static OccupationRanking Load(string taxonomy)
    {
        var rows = EmbeddedText.Rows("occupation-ranking.tsv").Where(row => row[0] == taxonomy).ToDictionary(row => row[1], row => Array.ConvertAll(row[2].Split(' '), Number), StringComparer.Ordinal);
        return new OccupationRanking(rows["means"], rows["deviations"], rows["weights"]);
    }

    /// <summary>Orders candidates, the likeliest first, and sets their shares of the belief.</summary>
    public void Rank(List<Candidate> candidates)
    {
        var most = float.NegativeInfinity;
        var scores = new float[candidates.Count];
        Span<float> features = stackalloc float[Features];
        for (var i = 0; i < scores.Length; i++)
        {
            var candidate = candidates[i];
            Normalize(ref candidate.Features, features);
            scores[i] = Score(_weights, features, default);
            most = MathF.Max(most, scores[i]);
        }

        var sum = scores.Sum(score => MathF.Exp(score - most));
        for (var i = 0; i < scores.Length; i++)
        {
            candidates[i] = candidates[i] with { Belief = MathF.Exp(scores[i] - most) / sum };
        }

        candidates.Sort(Candidate.ByBelief);
    }

    /// <summary>Brings features to one scale.</summary>
    public void Normalize(ref RankingFeatures features, Span<float> into)
    {
        for (var i = 0; i < Features; i++)
        {
            into[i] = (features[i] - _means[i]) / _deviations[i];
        }
    }

    /// <summary>Score of a candidate.</summary>
    /// <param name="weights">Weights of the network.</param>
    /// <param name="features">Features on one scale.</param>
    /// <param name="units">Where the answers of the hidden units go; empty where nobody asks.</param>
    public static float Score(ReadOnlySpan<float> weights, ReadOnlySpan<float> features, Span<float> units)
    {
        var score = 0f;
        for (var i = 0; i < Features; i++)
        {
            score += weights[i] * features[i];
        }

        for (var (unit, at) = (0, Features); at < weights.Length; unit++, at += UnitLength)
        {
            var sum = weights[at + Features];
            for (var i = 0; i < Features; i++)
            {
                sum += weights[at + i] * features[i];
            }

            var answer = MathF.Tanh(sum);
            score += weights[at + Features + 1] * answer;
            if (!units.IsEmpty)
            {
                units[unit] = answer;
            }
        }

        return score;
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
