using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace JobPilot.Plugins.Jobs.Text;

/// <summary>
/// Finds where in a text a phrase may begin, by the low five bits of its first letters, which are the same for capitals. Faster than a search for many strings,
/// since running text holds their beginnings often. Immutable.
/// </summary>
internal sealed class Beginnings
{
    private const int Letters = 32;
    private const int Buckets = 16;
    private const int Mask = 0x7FFF;
    private const int FourSpread = 0x2D65;

    // A bit for each three letters that a phrase begins with, and one for a number made of each four.
    private readonly ulong[] _threes = new ulong[(Mask + 1) / 64];
    private readonly ulong[] _fours = new ulong[(Mask + 1) / 64];

    // Sixteen buckets of phrases: places where no bucket has all of four letters are passed over, 32 at once.
    private readonly Filter _low;
    private readonly Filter _high;
    private readonly bool _ofWords;

    /// <summary>Makes it for phrases that are not empty; the first four letters in ASCII, or as the text has them.</summary>
    /// <param name="phrases">The phrases.</param>
    /// <param name="ofWords">Whether places behind a letter of ASCII may be left out: most of them, and sooner than the reader would find it.</param>
    public Beginnings(IEnumerable<string> phrases, bool ofWords = false)
    {
        _ofWords = ofWords;

        var masks = new byte[2 * Filter.Size];
        var all = phrases.ToList();
        foreach (var (bucket, beginnings) in PhraseBuckets.Share(all, Filter.Depth, Buckets).Index())
        {
            beginnings.ForEach(beginning => Filter.Add(masks.AsSpan((bucket / 8) * Filter.Size, Filter.Size), beginning, (byte)(1 << (bucket % 8))));
        }

        all.ForEach(Add);
        (_low, _high) = (new Filter(masks.AsSpan(0, Filter.Size)), new Filter(masks.AsSpan(Filter.Size)));
    }

    /// <summary>The places of a text where a phrase may begin, in order.</summary>
    public Places In(ReadOnlySpan<char> text) => new(this, text);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> LowBits(ref ushort letters, int at)
    {
        var mask = Vector256.Create((ushort)(Letters - 1));
        return Vector256.Narrow(Vector256.LoadUnsafe(ref letters, (nuint)at) & mask, Vector256.LoadUnsafe(ref letters, (nuint)at + 16) & mask);
    }

    /// <summary>A bit for each of the letters from a place on that is one of ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint LettersAt(ref ushort letters, int at)
    {
        var bytes = Vector256.NarrowWithSaturation(Vector256.LoadUnsafe(ref letters, (nuint)at), Vector256.LoadUnsafe(ref letters, (nuint)at + 16));
        return Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26)).ExtractMostSignificantBits();
    }

    /// <summary>The first three letters from a place on; what lies behind the end counts as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CodeOf(ReadOnlySpan<char> text, int at) => ((text[at] & (Letters - 1)) << 10) | (LetterAt(text, at + 1) << 5) | LetterAt(text, at + 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LetterAt(ReadOnlySpan<char> text, int at) => at < text.Length ? text[at] & (Letters - 1) : 0;

    /// <summary>A number for three letters and the next; more of them share one.</summary>
    private static int Four(int three, int letter) => (three ^ (letter * FourSpread)) & Mask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBeginning(ReadOnlySpan<char> text, int at)
    {
        if (at + Filter.Depth > text.Length)
        {
            return IsBeginning(CodeOf(text, at), LetterAt(text, at + 3));
        }

        // The low five bits of four letters, each of sixteen.
        var letters = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at))) & 0x001F001F001F001F;
        return IsBeginning((int)((letters << 10) | (letters >> 11) | (letters >> 32)) & Mask, (int)(letters >> 48));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBeginning(int three, int letter)
    {
        // Both at once: a jump between them would be guessed wrong at every third place.
        var four = Four(three, letter);
        return ((_threes[three >> 6] >> three) & (_fours[four >> 6] >> four) & 1) != 0;
    }

    private void Add(string phrase)
    {
        // A phrase that is shorter has any letter in the places behind its end.
        var open = Math.Max(0, Filter.Depth - phrase.Length) * 5;
        var code = (CodeOf(phrase, 0) << 5) | LetterAt(phrase, 3);
        for (var rest = 0; rest < 1 << open; rest++)
        {
            var (three, letter) = ((code | rest) >> 5, (code | rest) & (Letters - 1));
            _threes[three >> 6] |= 1UL << (three & 63);
            _fours[Four(three, letter) >> 6] |= 1UL << (Four(three, letter) & 63);
        }
    }

    /// <summary>The buckets, a bit each, whose phrases have a letter in first to fourth place; a phrase that is shorter has any.</summary>
    private readonly struct Filter(ReadOnlySpan<byte> masks)
    {
        public const int Depth = 4;
        public const int Size = Depth * Letters;
        private readonly Vector256<byte> _first = Vector256.Create(masks[..Letters]);
        private readonly Vector256<byte> _second = Vector256.Create(masks.Slice(Letters, Letters));
        private readonly Vector256<byte> _third = Vector256.Create(masks.Slice(2 * Letters, Letters));
        private readonly Vector256<byte> _fourth = Vector256.Create(masks.Slice(3 * Letters, Letters));

        public static void Add(Span<byte> masks, string phrase, byte bucket)
        {
            for (var i = 0; i < Size; i++)
            {
                if (i / Letters >= phrase.Length || (phrase[i / Letters] & 31) == i % Letters)
                {
                    masks[i] |= bucket;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<byte> Apply(Vector256<byte> first, Vector256<byte> second, Vector256<byte> third, Vector256<byte> fourth) =>
            Vector256.Shuffle(_first, first) & Vector256.Shuffle(_second, second) & Vector256.Shuffle(_third, third) & Vector256.Shuffle(_fourth, fourth);
    }

    /// <summary>Goes from place to place.</summary>
    public ref struct Places
    {
        private readonly Beginnings _beginnings;
        private readonly ReadOnlySpan<char> _text;
        private int _next;
        private uint _found;

        internal Places(Beginnings beginnings, ReadOnlySpan<char> text)
        {
            _beginnings = beginnings;
            _text = text;
        }

        /// <summary>The place.</summary>
        public int Current { get; private set; }

        /// <summary>Goes on to the next place; false where there is none.</summary>
        public bool MoveNext()
        {
            while (_found != 0 || Search())
            {
                Current = _next - Letters + BitOperations.TrailingZeroCount(_found);
                _found &= _found - 1;
                if (_beginnings.IsBeginning(_text, Current))
                {
                    return true;
                }
            }

            return false;
        }

        public readonly Places GetEnumerator() => this;

        /// <summary>Looks for the next letters of which one may begin a phrase.</summary>
        private bool Search()
        {
            ref var letters = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(_text));
            var (low, high) = (_beginnings._low, _beginnings._high);
            while (_found == 0 && _next + Letters + Filter.Depth <= _text.Length)
            {
                var (first, second, third, fourth) = (LowBits(ref letters, _next), LowBits(ref letters, _next + 1), LowBits(ref letters, _next + 2), LowBits(ref letters, _next + 3));
                var found = low.Apply(first, second, third, fourth) | high.Apply(first, second, third, fourth);
                _found = ~Vector256.Equals(found, Vector256<byte>.Zero).ExtractMostSignificantBits();
                if (_found != 0 && _beginnings._ofWords)
                {
                    _found &= ~(_next == 0 ? LettersAt(ref letters, 0) << 1 : LettersAt(ref letters, _next - 1));
                }

                _next += Letters;
            }

            if (_found == 0 && _next < _text.Length)
            {
                // The end, letter by letter.
                _found = _text.Length - _next >= Letters ? uint.MaxValue : (1u << (_text.Length - _next)) - 1;
                _next += Letters;
            }

            return _found != 0;
        }
    }
}
