using System.Buffers.Binary;
using System.Text;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>
/// Keys of names with numbers, sorted, as they lie in the gazetteer's file: the count, where each key begins and the last ends, the numbers (all
/// Int32), the keys. Looked up where it lies.
/// </summary>
/// <param name="data">The file.</param>
/// <param name="start">Where it begins in the file.</param>
internal sealed class NameIndex(EmbeddedBytes data, int start)
{
    private readonly int _count = BinaryPrimitives.ReadInt32LittleEndian(data.Slice(start));

    /// <summary>The numbers of a key, in the order in which they were given; as many as fit.</summary>
    /// <returns>How many there are.</returns>
    public int Find(string key, Span<int> numbers)
    {
        Span<byte> wanted = stackalloc byte[1024];
        if (!Encoding.UTF8.TryGetBytes(key, wanted, out var length))
        {
            return 0;
        }

        wanted = wanted[..length];
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (KeyAt(middle).SequenceCompareTo(wanted) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        var found = 0;
        while (found < numbers.Length && low + found < _count && KeyAt(low + found).SequenceEqual(wanted))
        {
            numbers[found] = Number(1 + _count + 1 + low + found);
            found++;
        }

        return found;
    }

    private ReadOnlySpan<byte> KeyAt(int index)
    {
        var (from, to) = (Number(1 + index), Number(1 + index + 1));
        return data.Slice(start + (((2 * _count) + 2) * sizeof(int)) + from, to - from);
    }

    private int Number(int index) => BinaryPrimitives.ReadInt32LittleEndian(data.Slice(start + (index * sizeof(int))));
}
