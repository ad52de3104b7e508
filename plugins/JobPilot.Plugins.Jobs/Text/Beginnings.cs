using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.Text;

/// <summary>
/// Finds where in a text a phrase may begin: a bit for each three letters that one begins with, by their low five bits, which are the same for capitals.
/// Faster than a search for many strings, since running text holds their beginnings often. Filled once, then read by many threads.
/// </summary>
internal sealed class Beginnings
{
    private const int Mask = 0x7FFF;
    private readonly ulong[] _bits = new ulong[(Mask + 1) / 64];

    /// <summary>Adds a phrase of at least two letters, the first three of them in ASCII.</summary>
    public void Add(string phrase)
    {
        if (phrase.Length < 2)
        {
            throw new ArgumentException($"'{phrase}' is too short.", nameof(phrase));
        }

        var pair = ((phrase[0] & 31) << 10) | ((phrase[1] & 31) << 5);
        var (first, last) = phrase.Length > 2 ? (phrase[2] & 31, phrase[2] & 31) : (0, 31);
        for (var third = first; third <= last; third++)
        {
            _bits[(pair | third) >> 6] |= 1UL << ((pair | third) & 63);
        }
    }

    /// <summary>The next place where a phrase may begin; -1 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Next(ReadOnlySpan<char> text, int from)
    {
        if (from >= text.Length - 1)
        {
            return -1;
        }

        ref var bits = ref MemoryMarshal.GetArrayDataReference(_bits);
        var code = ((text[from] & 31) << 5) | (text[from + 1] & 31);
        for (var i = from + 2; i < text.Length; i++)
        {
            code = ((code << 5) | (text[i] & 31)) & Mask;
            if ((Unsafe.Add(ref bits, code >> 6) & (1UL << (code & 63))) != 0)
            {
                return i - 2;
            }
        }

        // Two letters at the end.
        code = (code << 5) & Mask;
        return (_bits[code >> 6] & (1UL << (code & 63))) != 0 ? text.Length - 2 : -1;
    }
}
