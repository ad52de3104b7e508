namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>
/// The trained labeller: weights of features and of what label follows what, for three kinds of span. See <c>skill-labels.md</c>, its card, for data and
/// scores.
/// </summary>
internal sealed class LabelModel
{
    /// <summary>Labels of a kind: outside, begin, inside, end, alone.</summary>
    public const int Labels = 5;

    /// <summary>Kinds of span.</summary>
    public const int Kinds = 3;

    /// <summary>What a weight of 1 is written as.</summary>
    public const int Scale = 24;

    /// <summary>First bytes of a model's file.</summary>
    public const uint Magic = 0x324C534A;

    private LabelModel(ClusterLexicon clusters, BlockTable blocks, short[] transitions)
    {
        (Clusters, Blocks, Transitions) = (clusters, blocks, transitions);
    }

    /// <summary>Clusters of words.</summary>
    public ClusterLexicon Clusters { get; }

    /// <summary>Weights of features.</summary>
    public BlockTable Blocks { get; }

    /// <summary>Weight of label b behind label a of a kind: [kind, a, b], in row order.</summary>
    public short[] Transitions { get; }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static LabelModel Read(Stream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var reader = new ModelReader(bytes);
        if (reader.UInt32() != Magic)
        {
            throw new InvalidDataException("The file is no model of the skill labeller.");
        }

        var clusters = new ClusterLexicon(reader.Int32(out var words), reader.Byte());
        Span<ushort> ids = stackalloc ushort[8];
        for (var i = 0; i < words; i++)
        {
            var key = reader.UInt32();
            for (var set = 0; set < clusters.Sets; set++)
            {
                ids[set] = reader.UInt16();
            }

            clusters.Add(key, ids[..clusters.Sets]);
        }

        var transitions = new short[Kinds * Labels * Labels];
        foreach (ref var weight in transitions.AsSpan())
        {
            weight = (short)reader.UInt16();
        }

        return new LabelModel(clusters, ReadBlocks(ref reader), transitions);
    }

    private static BlockTable ReadBlocks(ref ModelReader reader)
    {
        var blocks = reader.Int32(out _);
        var rows = new sbyte[(reader.Int32(out _) + 1) * BlockTable.RowLength];
        var table = new BlockTable(blocks, rows);
        var row = 0;
        for (var i = 0; i < blocks; i++)
        {
            var key = reader.UInt32();
            var roles = reader.Byte();
            table.Add(key, row, roles);
            for (int role = roles; role != 0; role &= role - 1, row++)
            {
                var kinds = reader.Byte();
                for (var kind = 0; kind < Kinds; kind++)
                {
                    if ((kinds & (1 << kind)) != 0)
                    {
                        reader.Weights(rows.AsSpan((row * BlockTable.RowLength) + (kind * Labels), Labels));
                    }
                }
            }
        }

        return table;
    }
}
