using System.Buffers.Binary;
using System.Text;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.DetectLanguage;

/// <summary>
/// How likely a letter is behind the ones before it in each language, from <c>language-grams.bin</c> (<c>Data/build/README.md</c>). Immutable once loaded.
/// </summary>
internal sealed class LanguageGrams
{
    private const int LongestGram = 4;
    private const int HeadLength = 12;
    private readonly byte[] _data;
    private readonly int _rows;
    private readonly ulong[] _keys;
    private readonly int[] _slots;

    public LanguageGrams()
    {
        using var stream = EmbeddedText.Open("language-grams.bin");
        _data = new byte[stream.Length];
        stream.ReadExactly(_data);
        var head = BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(4));
        var count = BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(8));
        Languages = Encoding.UTF8.GetString(_data.AsSpan(HeadLength, head)).Split(' ');
        _rows = HeadLength + head + (count * sizeof(ulong));

        // Open addressing, at most half full.
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count * 2);
        (_keys, _slots) = (new ulong[size], new int[size]);
        for (var row = 0; row < count; row++)
        {
            var key = BinaryPrimitives.ReadUInt64LittleEndian(_data.AsSpan(HeadLength + head + (row * sizeof(ulong))));
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
    /// <param name="word">A word in lower case.</param>
    /// <param name="costs">One a language.</param>
    public void Add(ReadOnlySpan<char> word, Span<int> costs)
    {
        var window = 0UL;
        for (var i = 0; i < word.Length; i++)
        {
            // The letter of the window's end is its highest.
            window = (window >> 16) | ((ulong)word[i] << 48);
            for (var length = Math.Min(LongestGram, i + 1); length > 0; length--)
            {
                if (Find(window >> (16 * (LongestGram - length))) is >= 0 and var row)
                {
                    var values = _data.AsSpan(_rows + (row * Languages.Length), Languages.Length);
                    for (var language = 0; language < values.Length; language++)
                    {
                        costs[language] += values[language];
                    }

                    break;
                }
            }
        }
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
