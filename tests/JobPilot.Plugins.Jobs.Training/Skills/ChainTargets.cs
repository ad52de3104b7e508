using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>
/// What a chain of labels should be: how likely each label of each word is, and each pair of labels of neighbours. Of an annotator's labels all are 0 or 1;
/// of a teacher's likelihoods of single words they are those of the chains that may be.
/// </summary>
internal sealed class ChainTargets
{
    private const int Labels = LabelModel.Labels;
    private const float Least = 1e-4f;
    private readonly float[] _words;
    private readonly float[] _pairs;

    private ChainTargets(int words) => (_words, _pairs) = (new float[words * Labels], new float[words * Labels * Labels]);

    /// <summary>Whether a label may stand behind another.</summary>
    public static bool MayFollow(int from, int to) => from is 1 or 2 ? to is 2 or 3 : to is 0 or 1 or 4;

    /// <summary>Whether a label may stand at the first word.</summary>
    public static bool MayBegin(int label) => label is not (2 or 3);

    /// <summary>Whether a label may stand at the last word.</summary>
    public static bool MayEnd(int label) => label is not (1 or 2);

    /// <summary>Takes an annotator's labels.</summary>
    public static ChainTargets Of(byte[] labels)
    {
        var targets = new ChainTargets(labels.Length);
        for (var i = 0; i < labels.Length; i++)
        {
            targets._words[(i * Labels) + labels[i]] = 1;
            if (i > 0)
            {
                targets._pairs[PairAt(i, labels[i - 1], labels[i])] = 1;
            }
        }

        return targets;
    }

    /// <summary>Takes a teacher's likelihoods: a row of labels a word.</summary>
    public static ChainTargets Of(float[] likely)
    {
        var count = likely.Length / Labels;
        var targets = new ChainTargets(count);
        var words = Array.ConvertAll(likely, value => (double)MathF.Max(value, Least));
        var (before, behind) = (Before(words, count), Behind(words, count));
        for (var i = 0; i < count; i++)
        {
            Share(targets._words.AsSpan(i * Labels, Labels), label => before[(i * Labels) + label] * behind[(i * Labels) + label]);
            if (i > 0)
            {
                Share(targets._pairs.AsSpan(PairAt(i, 0, 0), Labels * Labels), pair => MayFollow(pair / Labels, pair % Labels)
                    ? before[((i - 1) * Labels) + (pair / Labels)] * words[(i * Labels) + (pair % Labels)] * behind[(i * Labels) + (pair % Labels)]
                    : 0);
            }
        }

        return targets;
    }

    /// <summary>How likely a label is.</summary>
    public float OfWord(int word, int label) => _words[(word * Labels) + label];

    /// <summary>How likely it is that a word has a label and the one before it another.</summary>
    public float OfPair(int word, int from, int to) => _pairs[PairAt(word, from, to)];

    private static int PairAt(int word, int from, int to) => (((word * Labels) + from) * Labels) + to;

    private static void Share(Span<float> into, Func<int, double> part)
    {
        var sum = 0.0;
        for (var i = 0; i < into.Length; i++)
        {
            sum += part(i);
        }

        for (var i = 0; i < into.Length; i++)
        {
            into[i] = (float)(part(i) / sum);
        }
    }

    /// <summary>The sum over all chains up to each label of each word, each word's brought to 1.</summary>
    private static double[] Before(double[] words, int count)
    {
        var sums = new double[words.Length];
        for (var i = 0; i < count; i++)
        {
            var whole = 0.0;
            for (var to = 0; to < Labels; to++)
            {
                var sum = i == 0 && MayBegin(to) ? 1.0 : 0;
                for (var from = 0; i > 0 && from < Labels; from++)
                {
                    sum += MayFollow(from, to) ? sums[((i - 1) * Labels) + from] : 0;
                }

                whole += sums[(i * Labels) + to] = sum * words[(i * Labels) + to];
            }

            Divide(sums.AsSpan(i * Labels, Labels), whole);
        }

        return sums;
    }

    /// <summary>The sum over all chains from behind each label of each word, each word's brought to 1.</summary>
    private static double[] Behind(double[] words, int count)
    {
        var sums = new double[words.Length];
        for (var i = count - 1; i >= 0; i--)
        {
            var whole = 0.0;
            for (var from = 0; from < Labels; from++)
            {
                var sum = i == count - 1 && MayEnd(from) ? 1.0 : 0;
                for (var to = 0; i < count - 1 && to < Labels; to++)
                {
                    sum += MayFollow(from, to) ? sums[((i + 1) * Labels) + to] * words[((i + 1) * Labels) + to] : 0;
                }

                whole += sums[(i * Labels) + from] = sum;
            }

            Divide(sums.AsSpan(i * Labels, Labels), whole);
        }

        return sums;
    }

    private static void Divide(Span<double> values, double by)
    {
        foreach (ref var value in values)
        {
            value /= by;
        }
    }
}
