using System.Numerics;

namespace JobPilot.Plugins.Jobs.Text;

/// <summary>Shares out phrases among a few buckets so that little of a running text fits any: those that begin alike come together.</summary>
internal static class PhraseBuckets
{
    private const int Letters = 32;

    /// <summary>How many of a thousand letters of running text have the low five bits 0 (blanks), 1 (a), and so on; signs count with the letters that share their bits.</summary>
    private static readonly int[] Frequencies = [150, 66, 12, 27, 32, 103, 18, 17, 42, 60, 9, 7, 36, 26, 64, 62, 18, 2, 54, 54, 76, 23, 9, 15, 3, 15, 2, 2, 1, 1, 1, 1];

    /// <summary>Shares them out.</summary>
    /// <param name="phrases">The phrases.</param>
    /// <param name="depth">So many of their first letters count, by the low five bits; a phrase that is shorter has any behind its end.</param>
    /// <param name="most">How many buckets there are.</param>
    /// <returns>The beginnings in each bucket.</returns>
    public static List<List<string>> Share(IEnumerable<string> phrases, int depth, int most)
    {
        var buckets = phrases.Select(phrase => phrase.Length > depth ? phrase[..depth] : phrase).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select(beginning => Bucket.Of([beginning], Masks(beginning, depth))).ToList();
        var joints = buckets.Zip(buckets.Skip(1), Joint.Of).ToList();
        while (buckets.Count > most)
        {
            // Neighbours by the alphabet that cost least more together than each by itself.
            var best = 0;
            for (var i = 1; i < joints.Count; i++)
            {
                best = joints[i].Extra < joints[best].Extra ? i : best;
            }

            buckets[best] = joints[best].Whole;
            buckets.RemoveAt(best + 1);
            joints.RemoveAt(best);
            for (var i = Math.Max(0, best - 1); i <= best && i < joints.Count; i++)
            {
                joints[i] = Joint.Of(buckets[i], buckets[i + 1]);
            }
        }

        return buckets.ConvertAll(bucket => bucket.Beginnings);
    }

    /// <summary>A bit for each letter that a beginning may have, place by place.</summary>
    private static uint[] Masks(string beginning, int depth) =>
        [.. Enumerable.Range(0, depth).Select(at => at < beginning.Length ? 1u << (beginning[at] & (Letters - 1)) : uint.MaxValue)];

    /// <summary>What share of a running text fits.</summary>
    private static double Cost(uint[] masks)
    {
        var cost = 1.0;
        foreach (var mask in masks)
        {
            var share = 0;
            for (var rest = mask; rest != 0; rest &= rest - 1)
            {
                share += Frequencies[BitOperations.TrailingZeroCount(rest)];
            }

            cost *= share / 1000.0;
        }

        return cost;
    }

    private sealed record Bucket(List<string> Beginnings, uint[] Masks, double Cost)
    {
        public static Bucket Of(List<string> beginnings, uint[] masks) => new(beginnings, masks, PhraseBuckets.Cost(masks));
    }

    /// <summary>Two buckets as one, and what that costs more than both.</summary>
    private readonly record struct Joint(Bucket Whole, double Extra)
    {
        public static Joint Of(Bucket left, Bucket right)
        {
            var whole = Bucket.Of([.. left.Beginnings, .. right.Beginnings], [.. left.Masks.Zip(right.Masks, static (one, other) => one | other)]);
            return new Joint(whole, whole.Cost - left.Cost - right.Cost);
        }
    }
}
