using System.Buffers.Binary;
using System.Numerics;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>
/// What words mean, as vectors: those of words that stand for the same are alike ("captain" and "skipper"), and the more a word says of an occupation, the longer its
/// vector is. Made at development time from the encoder all-MiniLM-L6-v2 (JobPilot.Plugins.Jobs.Teacher). Looked up where it lies. Thread-safe.
/// </summary>
internal sealed class WordVectors
{
    /// <summary>Numbers a vector.</summary>
    public const int Width = 64;

    private const int Head = sizeof(int);
    private static readonly Lazy<WordVectors> Only = new(() => new WordVectors());
    private readonly EmbeddedBytes _data = EmbeddedBytes.Of("title-vectors.bin");
    private readonly int _count;

    private WordVectors() => _count = BinaryPrimitives.ReadInt32LittleEndian(_data.Slice(0));

    /// <summary>Those that ship; loaded when first asked for.</summary>
    public static WordVectors Shipped => Only.Value;

    /// <summary>How alike the meanings of two titles are, -1 to 1; 0 where one has none.</summary>
    public static float Likeness(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sum = Vector<float>.Zero;
        for (var i = 0; i < Width; i += Vector<float>.Count)
        {
            sum += new Vector<float>(one[i..]) * new Vector<float>(other[i..]);
        }

        return Vector.Sum(sum);
    }

    /// <summary>Makes a vector one long; one of nothing but zeros stays so.</summary>
    public static void Normalize(Span<float> vector)
    {
        var length = MathF.Sqrt(Likeness(vector, vector));
        for (var i = 0; i < Width && length > 0; i++)
        {
            vector[i] /= length;
        }
    }

    /// <summary>The meaning of a title: the sum of those of its words, one long; zeros where no word is known.</summary>
    public void Read(string title, Span<float> into)
    {
        into.Clear();
        foreach (var word in TitleTerms.Words(title))
        {
            if (Find(FeatureKey.OfText(word)) is >= 0 and var row)
            {
                var scale = BinaryPrimitives.ReadSingleLittleEndian(_data.Slice(Head + ((_count + row) * sizeof(int))));
                var numbers = _data.Slice(Head + (2 * _count * sizeof(int)) + (row * Width), Width);
                for (var i = 0; i < Width; i++)
                {
                    into[i] += scale * (sbyte)numbers[i];
                }
            }
        }

        Normalize(into);
    }

    private int Find(uint key)
    {
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (KeyAt(middle) < key)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < _count && KeyAt(low) == key ? low : -1;
    }

    private uint KeyAt(int row) => BinaryPrimitives.ReadUInt32LittleEndian(_data.Slice(Head + (row * sizeof(int))));
}
