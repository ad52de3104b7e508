using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>
/// Splits text into words as names of skills have them: C++, C#, .NET and Node.js are one word, "CI/CD", "T-SQL" and "HTML+CSS" are two. Each letter of Chinese, Japanese and
/// Korean is a word of its own, so that a name is found within a run of them. Hashes a word without regard to case and accents, where it is asked for. For one thread
/// at a time.
/// </summary>
internal sealed class WordReader
{
    /// <summary>The code of words with letters outside of ASCII among their first four, and the greatest.</summary>
    public const int OtherCode = 1 << CodeBits;
    private const int CodeBits = 16;
    private const int CodeShift = 64 - CodeBits;

    private const int UsualPlaces = 1024;

    /// <summary>Turns of a block that are written down without a look at how many it has: most blocks of running text have no more.</summary>
    private const int UsualTurns = 12;
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 0x9E3779B97F4A7C15;
    private const ulong NotAscii = 0xFF80FF80FF80FF80;
    private const ulong CaseBits = 0x0020002000200020;

    /// <summary>The bits of four letters that are the same for capitals; between those of the first and the second a code has the length.</summary>
    private const ulong LowBits = 0x001F001F001F001F;
    private const int LengthPlace = 5;
    private const int LongestCoded = 0x7FF;

    private int[] _places = new int[UsualPlaces];
    private int _count;

    /// <summary>Where the words that were read begin and end: two places each. Good until the next text is read.</summary>
    public ReadOnlySpan<int> Places => _places.AsSpan(0, _count);

    /// <summary>Reads the words of a text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        _count = 0;
        if (Signs.MayBeIn(text))
        {
            ReadAmongSigns(text);
            return;
        }

        var words = 0u;
        for (var block = 0; block < text.Length; block += WordMask.Letters)
        {
            Write(block, Turns(text, block, ref words));
        }

        if (_count % 2 != 0)
        {
            _places[_count++] = text.Length;
        }

        for (var i = 0; i < _count; i += 2)
        {
            var at = _places[i];
            if (at > 0 && text[at - 1] == '.' && IsNet(text, at))
            {
                _places[i]--;
            }
        }
    }

    /// <summary>The same letter by letter: few texts have signs, and those in blocks pay nothing for them.</summary>
    private void ReadAmongSigns(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            if (IsSign(text[at]))
            {
                at++;
            }
            else
            {
                for (; at < text.Length && (IsWordLetter(text[at]) || (at > start && IsInner(text, at))); at++)
                {
                }
            }

            if (at == start)
            {
                at++;
                continue;
            }

            MakeRoom();
            _places[_count++] = start > 0 && text[start - 1] == '.' && IsNet(text, start) ? start - 1 : start;
            _places[_count++] = at;
        }
    }

    /// <summary>Writes the places down at which a block's bits are set.</summary>
    private void Write(int block, uint turns)
    {
        MakeRoom();
        var places = _places.AsSpan(_count, WordMask.Letters);
        _count += BitOperations.PopCount(turns);

        // What is written behind the last turn is written over by the next block: a loop that ends at it would be guessed wrong at each block.
        for (var i = 0; i < UsualTurns; i++)
        {
            places[i] = block + BitOperations.TrailingZeroCount(turns);
            turns &= turns - 1;
        }

        for (var i = UsualTurns; turns != 0; i++)
        {
            places[i] = block + BitOperations.TrailingZeroCount(turns);
            turns &= turns - 1;
        }
    }

    /// <summary>Room for what a block may hold, and for the end of the text.</summary>
    private void MakeRoom()
    {
        if (_count + WordMask.Letters + 1 > _places.Length)
        {
            Array.Resize(ref _places, _places.Length * 2);
        }
    }

    private static bool IsSign(char letter) => Signs.Is(letter) && char.IsLetter(letter);

    private static bool IsWordLetter(char letter) => char.IsLetterOrDigit(letter) && !Signs.Is(letter);

    /// <summary>A bit for each letter of a block at which a word begins or ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="block">Where the block begins.</param>
    /// <param name="words">A bit for each letter of the block before that is part of a word; then for those of this one.</param>
    private static uint Turns(ReadOnlySpan<char> text, int block, ref uint words)
    {
        var before = words >> (WordMask.Letters - 1);
        var rest = text[block..];
        words = rest.Length >= WordMask.Letters ? WordMask.Of(rest, out var others) : WordMask.OfEnd(rest, out others);
        for (; others != 0; others &= others - 1)
        {
            var place = BitOperations.TrailingZeroCount(others);
            var letter = rest[place];
            var isWord = letter > 127 ? char.IsLetterOrDigit(letter) : ((place == 0 ? before : words >> (place - 1)) & 1) != 0 && IsInner(text, block + place);
            words |= isWord ? 1u << place : 0;
        }

        // Behind the end of the text nothing turns: that is where the last word ends.
        return (words ^ ((words << 1) | before)) & (rest.Length >= WordMask.Letters ? uint.MaxValue : (1u << rest.Length) - 1);
    }

    /// <summary>A number for the first four letters and the length of a word, the same for capitals; more of them share one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the word begins.</param>
    /// <param name="length">How long it is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CodeOf(ReadOnlySpan<char> text, int start, int length)
    {
        var letters = (uint)start + 4 <= (uint)text.Length ? FourAt(ref MemoryMarshal.GetReference(text), start) : LettersAtEnd(text[start..]);

        // Of a shorter word those behind its end are taken out, without a jump: whether a word is short is as good as chance.
        letters &= ~((ulong)(long)((length - 4) >> 31) << (16 * length));
        return (letters & NotAscii) == 0 ? (int)((((letters & LowBits) | ((ulong)(length & LongestCoded) << LengthPlace)) * Prime) >> CodeShift) : OtherCode;
    }

    /// <summary>Four letters from a place on, which the text must have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FourAt(ref char text, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref text, at)));

    private static ulong LettersAtEnd(ReadOnlySpan<char> rest)
    {
        var letters = 0ul;
        for (var i = 0; i < rest.Length; i++)
        {
            letters |= (ulong)rest[i] << (16 * i);
        }

        return letters;
    }

    /// <summary>Hash of a word without regard to case and accents.</summary>
    public static ulong HashOf(ReadOnlySpan<char> word)
    {
        ref var letters = ref MemoryMarshal.GetReference(word);
        var hash = Offset ^ (ulong)word.Length;
        ulong all = 0;
        for (var at = 0; at + 4 <= word.Length; at += 4)
        {
            var four = FourAt(ref letters, at);
            all |= four;
            hash = Mix(hash, four);
        }

        // What is left are the last of the last four letters, none of them up to three.
        var rest = word.Length < 4 ? LettersAtEnd(word) : FourAt(ref letters, word.Length - 4) >> (16 * (3 - (word.Length % 4))) >> 16;
        return ((all | rest) & NotAscii) == 0 ? Mix(hash, rest) : HashOfOther(word);
    }

    private static ulong HashOfOther(ReadOnlySpan<char> word)
    {
        var hash = Offset ^ (ulong)word.Length;
        for (; word.Length >= 4; word = word[4..])
        {
            hash = Mix(hash, FoldedLetters(word[..4]));
        }

        return Mix(hash, FoldedLetters(word));
    }

    private static ulong FoldedLetters(ReadOnlySpan<char> letters)
    {
        Span<char> folded = stackalloc char[4];
        Folding.Fold(letters, folded);
        return LettersAtEnd(folded[..letters.Length]);
    }

    /// <summary>Adds four letters; the bit that is set makes small ones of capitals and changes nothing else that words in ASCII hold.</summary>
    private static ulong Mix(ulong hash, ulong letters)
    {
        hash = (hash ^ (letters | CaseBits)) * Prime;
        return hash ^ (hash >> 32);
    }

    private static bool IsNet(ReadOnlySpan<char> text, int at) =>
        text.Length >= at + 3 && (text[at] | 0x20) == 'n' && (text[at + 1] | 0x20) == 'e' && (text[at + 2] | 0x20) == 't'
        && !(at > 1 && IsWordLetter(text[at - 2])) && !(text.Length > at + 3 && IsWordLetter(text[at + 3]));

    /// <summary>+ and # behind a letter, unless one + joins two words ("Java+Spring"), a dot between a letter and "js", "net", "io" or a digit.</summary>
    private static bool IsInner(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '+' => at > 0 && !char.IsAsciiDigit(text[at - 1]) && !(at + 1 < text.Length && IsWordLetter(text[at + 1]) && text[at - 1] != '+'),
        '#' => at > 0 && char.IsAsciiLetter(text[at - 1]),
        '.' => at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || (char.IsAsciiLetterLower(text[at + 1]) && at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]))
            || (at + 3 < text.Length && text[at + 1] is 'N' or 'J' && text[at - 1] != ' ' && text[at + 2] is 'E' or 'S')),
        _ => false,
    };
}
