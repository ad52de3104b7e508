using System.Numerics;
using System.Runtime.InteropServices;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>
/// Splits text into words as names of skills have them: C++, C#, .NET and Node.js are one word, "CI/CD" and "T-SQL" are two. Each letter of Chinese, Japanese and
/// Korean is a word of its own, so that a name is found within a run of them. Hashes a word without regard to case and accents, where it is asked for.
/// </summary>
internal ref struct WordReader(ReadOnlySpan<char> text)
{
    /// <summary>The code of words with letters outside of ASCII among their first three, and the greatest.</summary>
    public const int OtherCode = 0x8000;

    private const int LengthSpread = 0x4E35;
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 0x9E3779B97F4A7C15;
    private const ulong NotAscii = 0xFF80FF80FF80FF80;
    private const ulong CaseBits = 0x0020002000200020;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly bool _mayHaveSigns = Signs.MayBeIn(text);
    private int _block = -WordMask.Letters;
    private uint _words;
    private uint _turns;

    /// <summary>Where the word begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public int End { get; private set; }

    /// <summary>A number for the first three letters and the length, the same for capitals.</summary>
    public readonly int Code => CodeOf(_text[Start..End]);

    /// <summary>Goes on to the next word.</summary>
    public bool Read()
    {
        if (_mayHaveSigns)
        {
            return ReadAmongSigns();
        }

        if (!Turn(out var at))
        {
            return false;
        }

        Start = at > 0 && _text[at - 1] == '.' && IsNet(_text, at) ? at - 1 : at;
        End = Turn(out at) ? at : _text.Length;
        return true;
    }

    /// <summary>The same letter by letter: few texts have signs, and those in blocks pay nothing for them.</summary>
    private bool ReadAmongSigns()
    {
        for (var at = End; at < _text.Length; at++)
        {
            if (!IsWordAmongSigns(at, isBehindWord: false))
            {
                if (IsSign(_text[at]))
                {
                    (Start, End) = (at, at + 1);
                    return true;
                }

                continue;
            }

            Start = at > 0 && _text[at - 1] == '.' && IsNet(_text, at) ? at - 1 : at;
            for (End = at + 1; End < _text.Length && IsWordAmongSigns(End, isBehindWord: true); End++)
            {
            }

            return true;
        }

        return false;
    }

    private readonly bool IsWordAmongSigns(int at, bool isBehindWord) => IsWordLetter(_text[at]) || (isBehindWord && IsInner(_text, at));

    private static bool IsSign(char letter) => Signs.Is(letter) && char.IsLetter(letter);

    private static bool IsWordLetter(char letter) => char.IsLetterOrDigit(letter) && !Signs.Is(letter);

    /// <summary>The next place where a word begins or ends; false where the text ends before.</summary>
    private bool Turn(out int at)
    {
        while (_turns == 0)
        {
            if (_block + WordMask.Letters >= _text.Length)
            {
                at = 0;
                return false;
            }

            NextBlock();
        }

        at = _block + BitOperations.TrailingZeroCount(_turns);
        _turns &= _turns - 1;
        return true;
    }

    private void NextBlock()
    {
        _block += WordMask.Letters;
        var before = _words >> (WordMask.Letters - 1);
        var rest = _text[_block..];
        _words = rest.Length >= WordMask.Letters ? WordMask.Of(rest, out var others) : WordMask.OfEnd(rest, out others);
        for (; others != 0; others &= others - 1)
        {
            var place = BitOperations.TrailingZeroCount(others);
            var letter = rest[place];
            var isWord = letter > 127 ? char.IsLetterOrDigit(letter) : ((place == 0 ? before : _words >> (place - 1)) & 1) != 0 && IsInner(_text, _block + place);
            _words |= isWord ? 1u << place : 0;
        }

        // Behind the end of the text nothing turns: that is where the last word ends.
        _turns = (_words ^ ((_words << 1) | before)) & (rest.Length >= WordMask.Letters ? uint.MaxValue : (1u << rest.Length) - 1);
    }

    /// <summary>The code that the word has when it is written without accents.</summary>
    public readonly int FoldedCode() => CodeOf(Folding.Fold(_text[Start..End]));

    /// <summary>Hash of the word read last.</summary>
    public readonly ulong Hash() => HashOf(_text[Start..End]);

    /// <summary>Hash of a word without regard to case and accents.</summary>
    public static ulong HashOf(ReadOnlySpan<char> word)
    {
        var quads = MemoryMarshal.Cast<char, ulong>(word);
        var hash = Offset ^ (ulong)word.Length;
        ulong all = 0;
        foreach (var quad in quads)
        {
            all |= quad;
            hash = Mix(hash, quad);
        }

        ulong rest = 0;
        foreach (var letter in word[(quads.Length * 4)..])
        {
            rest = (rest << 16) | letter;
        }

        return ((all | rest) & NotAscii) == 0 ? Mix(hash, rest) : HashOfOther(word);
    }

    private static ulong HashOfOther(ReadOnlySpan<char> word)
    {
        var hash = Offset ^ (ulong)word.Length;
        while (word.Length >= 4)
        {
            hash = Mix(hash, Folding.Fold(word[0]) | ((ulong)Folding.Fold(word[1]) << 16) | ((ulong)Folding.Fold(word[2]) << 32) | ((ulong)Folding.Fold(word[3]) << 48));
            word = word[4..];
        }

        ulong rest = 0;
        foreach (var letter in word)
        {
            rest = (rest << 16) | Folding.Fold(letter);
        }

        return Mix(hash, rest);
    }

    /// <summary>Adds four letters; the bit that is set makes small ones of capitals and changes nothing else that words in ASCII hold.</summary>
    private static ulong Mix(ulong hash, ulong letters)
    {
        hash = (hash ^ (letters | CaseBits)) * Prime;
        return hash ^ (hash >> 32);
    }

    private static int CodeOf(ReadOnlySpan<char> word)
    {
        int first = word[0], second = word.Length > 1 ? word[1] : 0, third = word.Length > 2 ? word[2] : 0;
        return (first | second | third) < 128
            ? (((first & 31) << 10) | ((second & 31) << 5) | (third & 31)) ^ ((word.Length * LengthSpread) & (OtherCode - 1))
            : OtherCode;
    }

    private static bool IsNet(ReadOnlySpan<char> text, int at) =>
        text.Length >= at + 3 && (text[at] | 0x20) == 'n' && (text[at + 1] | 0x20) == 'e' && (text[at + 2] | 0x20) == 't'
        && !(at > 1 && IsWordLetter(text[at - 2])) && !(text.Length > at + 3 && IsWordLetter(text[at + 3]));

    /// <summary>+ and # behind a letter, a dot between a letter and "js", "net", "io" or a digit.</summary>
    private static bool IsInner(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '+' => at > 0 && !char.IsAsciiDigit(text[at - 1]),
        '#' => at > 0 && char.IsAsciiLetter(text[at - 1]),
        '.' => at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || (char.IsAsciiLetterLower(text[at + 1]) && at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]))
            || (at + 3 < text.Length && text[at + 1] is 'N' or 'J' && text[at - 1] != ' ' && text[at + 2] is 'E' or 'S')),
        _ => false,
    };
}
