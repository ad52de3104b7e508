using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>Writes a model as <see cref="LabelModel.Read"/> reads it: weights of a byte, small ones left out.</summary>
internal static class ModelWriter
{
    /// <summary>Writes a model.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="clusters">Clusters of words.</param>
    /// <param name="features">Features of each kind, their places and numbers.</param>
    /// <param name="weights">Weights of each kind.</param>
    /// <param name="links">Weights of labels behind labels, of each kind.</param>
    /// <param name="prune">Rows whose greatest weight is smaller than this are left out.</param>
    public static void Write(
        Stream stream,
        List<(uint Key, ushort[] Clusters)> clusters,
        FeatureCollector[] features,
        float[][] weights,
        float[][] links,
        float prune)
    {
        using var writer = new BinaryWriter(stream);
        writer.Write(LabelModel.Magic);
        writer.Write(clusters.Count);
        writer.Write((byte)clusters[0].Clusters.Length);
        foreach (var (key, ids) in clusters)
        {
            writer.Write(key);
            Array.ForEach(ids, writer.Write);
        }

        foreach (var weight in links.SelectMany(kind => kind))
        {
            writer.Write((short)Math.Round(weight * LabelModel.Scale));
        }

        var blocks = Blocks(features, weights, prune);
        writer.Write(blocks.Count);
        writer.Write(blocks.Values.Sum(rows => rows.Count));
        foreach (var (key, rows) in blocks)
        {
            writer.Write(key);
            writer.Write((byte)rows.Keys.Sum(role => 1 << role));
            foreach (var kinds in rows.Values)
            {
                writer.Write((byte)Enumerable.Range(0, LabelModel.Kinds).Sum(kind => kinds[kind] is null ? 0 : 1 << kind));
                foreach (var row in kinds)
                {
                    Array.ForEach(row ?? [], writer.Write);
                }
            }
        }
    }

    private static SortedDictionary<uint, SortedDictionary<int, sbyte[]?[]>> Blocks(FeatureCollector[] features, float[][] weights, float prune)
    {
        var blocks = new SortedDictionary<uint, SortedDictionary<int, sbyte[]?[]>>();
        for (var kind = 0; kind < LabelModel.Kinds; kind++)
        {
            foreach (var (key, role, number) in features[kind].All)
            {
                var row = weights[kind].AsSpan(number * LabelModel.Labels, LabelModel.Labels);
                if (MathF.Max(row.ToArray().Max(), -row.ToArray().Min()) < prune)
                {
                    continue;
                }

                if (!blocks.TryGetValue(key, out var rows))
                {
                    blocks[key] = rows = [];
                }

                if (!rows.TryGetValue(role, out var kinds))
                {
                    rows[role] = kinds = new sbyte[LabelModel.Kinds][];
                }

                kinds[kind] = Array.ConvertAll(row.ToArray(), weight => (sbyte)Math.Clamp(MathF.Round(weight * LabelModel.Scale), -127, 127));
            }
        }

        return blocks;
    }
}
