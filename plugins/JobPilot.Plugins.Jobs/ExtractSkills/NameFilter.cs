using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>
/// Rules out most places of a text where no name begins by the codes of two words, before either is hashed: many names begin with a word that is frequent, but few with it and the
/// next. Filled once, then read by many threads.
/// </summary>
internal sealed class NameFilter
{
    private const int Codes = WordReader.OtherCode + 1;
    private const int PairSpread = 0x9E37;

    /// <summary>Bits of the set of pairs: enough for the shipped names, which fill a small part of it; where there are far more, only fewer places are ruled out.</summary>
    private const int PairBits = 1 << 16;

    // A bit for each code of a word that is a name, of one that begins a longer name, and for such a one with the word behind it.
    private readonly ulong[] _whole = new ulong[(Codes + 63) / 64];
    private readonly ulong[] _firsts = new ulong[(Codes + 63) / 64];
    private readonly ulong[] _pairs = new ulong[PairBits / 64];

    /// <summary>Makes it empty.</summary>
    public NameFilter() => Set(_whole, WordReader.OtherCode); // A word with accents may be a name written without them.

    /// <summary>Adds a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="places">Where its words begin and end.</param>
    public void Add(string name, ReadOnlySpan<int> places)
    {
        if (places.Length == 0)
        {
            return;
        }

        var first = FoldedCode(name, places);
        if (places.Length == 2)
        {
            Set(_whole, first);
            return;
        }

        Set(_firsts, first);
        Set(_pairs, Pair(first, FoldedCode(name, places[2..])));
        Set(_pairs, Pair(first, WordReader.OtherCode));
    }

    /// <summary>The next word with which a name may begin.</summary>
    /// <param name="text">The text.</param>
    /// <param name="places">Where its words begin and end.</param>
    /// <param name="from">The first word that is asked for: the place in <paramref name="places"/> of its beginning.</param>
    /// <returns>The word; the number of places where there is none.</returns>
    public int Next(ReadOnlySpan<char> text, ReadOnlySpan<int> places, int from)
    {
        ref var whole = ref MemoryMarshal.GetArrayDataReference(_whole);
        ref var firsts = ref MemoryMarshal.GetArrayDataReference(_firsts);
        ref var pairs = ref MemoryMarshal.GetArrayDataReference(_pairs);
        for (int i = from, next = CodeAt(text, places, from); i < places.Length; i += 2)
        {
            var code = next;
            next = CodeAt(text, places, i + 2);
            if (((At(ref whole, code) | (At(ref firsts, code) & At(ref pairs, Pair(code, next)))) & 1) != 0)
            {
                return i;
            }
        }

        return places.Length;
    }

    /// <summary>The code of a word; 0 behind the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CodeAt(ReadOnlySpan<char> text, ReadOnlySpan<int> places, int at) => at + 1 < places.Length ? WordReader.CodeOf(text, places[at], places[at + 1] - places[at]) : 0;

    /// <summary>The code that a word has when it is written without accents.</summary>
    private static int FoldedCode(string name, ReadOnlySpan<int> places)
    {
        var word = Folding.Fold(name.AsSpan(places[0]..places[1]));
        return WordReader.CodeOf(word, 0, word.Length);
    }

    private static int Pair(int code, int next) => ((code * PairSpread) ^ next) & (PairBits - 1);

    /// <summary>Bits of which the lowest is the one at a place, which a code or pair never lies behind. All sets are asked without a jump: it would be guessed wrong at every third word.</summary>
    private static ulong At(ref ulong bits, int at) => Unsafe.Add(ref bits, at >> 6) >> at;

    private static void Set(ulong[] bits, int at) => bits[at >> 6] |= 1UL << (at & 63);
}
