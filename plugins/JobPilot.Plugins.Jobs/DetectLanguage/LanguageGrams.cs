using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.DetectLanguage;

/// <summary>
/// How likely a letter is behind the ones before it in each language, from <c>language-grams.bin</c> (<c>Data/build/README.md</c>). Immutable once loaded.
/// </summary>
internal sealed class LanguageGrams
{
    private const int LongestGram = 4;
    private const int Lanes = 32;
    private const int HeadLength = 12;
    private readonly byte[] _rows;
    private readonly ulong[] _keys;
    private readonly int[] _slots;

    public LanguageGrams()
    {
        using var stream = EmbeddedText.Open("language-grams.bin");
        ReadOnlySpan<byte> data = ReadAll(stream);
        var head = BinaryPrimitives.ReadInt32LittleEndian(data[4..]);
        var count = BinaryPrimitives.ReadInt32LittleEndian(data[8..]);
        Languages = Encoding.UTF8.GetString(data.Slice(HeadLength, head)).Split(' ');
        if (Languages.Length > Lanes)
        {
            throw new InvalidOperationException($"language-grams.bin has {Languages.Length} languages; {Lanes} are possible.");
        }

        // Each row fills one vector.
        _rows = new byte[count * Lanes];
        var rows = data[(HeadLength + head + (count * sizeof(ulong)))..];
        for (var row = 0; row < count; row++)
        {
            rows.Slice(row * Languages.Length, Languages.Length).CopyTo(_rows.AsSpan(row * Lanes));
        }

        // Open addressing, at most half full.
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count * 2);
        (_keys, _slots) = (new ulong[size], new int[size]);
        for (var row = 0; row < count; row++)
        {
            var key = BinaryPrimitives.ReadUInt64LittleEndian(data[(HeadLength + head + (row * sizeof(ulong)))..]);
            var slot = Slot(key);
            while (_keys[slot] != 0)
            {
                slot = (slot + 1) & (size - 1);
            }

            (_keys[slot], _slots[slot]) = (key, row);
        }
    }

    /// <summary>ISO 639-1 codes, in the order of the scores.</summary>
    public string[] Languages { get; }

    /// <summary>Adds to each language's cost what the letters of a word cost there: the natural logarithm of how much less likely they are than at best, times 20.</summary>
    /// <param name="word">A word in lower case, of at most 200 letters.</param>
    /// <param name="costs">One a language.</param>
    public void Add(ReadOnlySpan<char> word, Span<int> costs)
    {
        var window = 0UL;
        var (lower, upper) = (Vector256<ushort>.Zero, Vector256<ushort>.Zero);
        ref var rows = ref MemoryMarshal.GetArrayDataReference(_rows);
        for (var i = 0; i < word.Length; i++)
        {
            // The letter of the window's end is its highest.
            window = (window >> 16) | ((ulong)word[i] << 48);
            for (var length = Math.Min(LongestGram, i + 1); length > 0; length--)
            {
                if (Find(window >> (16 * (LongestGram - length))) is >= 0 and var row)
                {
                    var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref rows, (nuint)(row * Lanes)));
                    lower += low;
                    upper += high;
                    break;
                }
            }
        }

        Span<ushort> sums = stackalloc ushort[Lanes];
        lower.CopyTo(sums);
        upper.CopyTo(sums[(Lanes / 2)..]);
        for (var language = 0; language < costs.Length; language++)
        {
            costs[language] += sums[language];
        }
    }

    private static byte[] ReadAll(Stream stream)
    {
        var data = new byte[stream.Length];
        stream.ReadExactly(data);
        return data;
    }

    private int Find(ulong key)
    {
        for (var slot = Slot(key); _keys[slot] != 0; slot = (slot + 1) & (_keys.Length - 1))
        {
            if (_keys[slot] == key)
            {
                return _slots[slot];
            }
        }

        return -1;
    }

    private int Slot(ulong key) => (int)((key * 0x9E3779B97F4A7C15UL) >> 40) & (_keys.Length - 1);
}
