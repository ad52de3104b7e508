using System.Runtime.CompilerServices;
using System.Text;

namespace JobPilot.Plugins.Jobs.Text;

/// <summary>Brings letters to one form: lower case, without accents. Works without the system's locale data.</summary>
internal static class Folding
{
    private const int First = 0xC0;
    private const int Last = 0x17F;

    // One letter for each of U+00C0..U+017F; a dot leaves the letter as it is.
    private const string Plain =
        "aaaaaaaceeeeiiiidnooooo.ouuuuy.saaaaaaaceeeeiiiidnooooo.ouuuuy.y"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
        + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>Folds one letter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static char Fold(char letter)
    {
        if (letter < 128)
        {
            return (uint)(letter - 'A') <= 'Z' - 'A' ? (char)(letter | 0x20) : letter;
        }

        if (letter is >= (char)First and <= (char)Last)
        {
            var plain = Plain[letter - First];
            return plain == '.' ? char.ToLowerInvariant(letter) : plain;
        }

        return letter switch
        {
            'Ș' or 'ș' => 's',
            'Ț' or 'ț' => 't',
            '’' or '‘' or '`' => '\'',
            '–' or '—' or '‑' or '−' => '-',
            '\u00A0' or '\u202F' or '\u2009' => ' ',
            _ => char.ToLowerInvariant(letter),
        };
    }

    /// <summary>Folds a text, letter by letter: the length stays.</summary>
    public static string Fold(ReadOnlySpan<char> text) => string.Create(text.Length, text, static (to, from) => Fold(from, to));

    /// <summary>Folds a text into a span of at least the same length.</summary>
    public static void Fold(ReadOnlySpan<char> from, Span<char> to)
    {
        // Runs of ASCII are folded many letters at a time.
        while (true)
        {
            Ascii.ToLower(from, to, out var done);
            if (done == from.Length)
            {
                return;
            }

            to[done] = Fold(from[done]);
            from = from[(done + 1)..];
            to = to[(done + 1)..];
        }
    }

    /// <summary>Whether a letter or digit stands at the place; false outside of the text.</summary>
    public static bool IsWordAt(ReadOnlySpan<char> text, int at) => (uint)at < (uint)text.Length && char.IsLetterOrDigit(text[at]);

    /// <summary>Whether the folded text has the phrase at the place, as whole words.</summary>
    public static bool HasPhraseAt(ReadOnlySpan<char> folded, int at, ReadOnlySpan<char> phrase) =>
        at >= 0 && at + phrase.Length <= folded.Length && (phrase.IsEmpty || folded[at] == phrase[0])
        && folded.Slice(at, phrase.Length).SequenceEqual(phrase)
        && !(IsWordAt(folded, at - 1) && char.IsLetterOrDigit(phrase[0]))
        && !(IsWordAt(folded, at + phrase.Length) && char.IsLetterOrDigit(phrase[^1]));

    /// <summary>Where the folded text has the phrase as whole words; -1 where it has not.</summary>
    public static int FindPhrase(ReadOnlySpan<char> folded, ReadOnlySpan<char> phrase, int from = 0)
    {
        while (from <= folded.Length - phrase.Length)
        {
            var found = folded[from..].IndexOf(phrase, StringComparison.Ordinal);
            if (found < 0)
            {
                return -1;
            }

            if (HasPhraseAt(folded, from + found, phrase))
            {
                return from + found;
            }

            from += found + 1;
        }

        return -1;
    }
}
