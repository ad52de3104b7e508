using System.Globalization;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>
/// Brings text into Unicode's composed form (NFC). The host runs without culture data, where <c>string.Normalize</c> does nothing. The table is
/// loaded when the first text needs it: almost none does.
/// </summary>
internal sealed class UnicodeComposition
{
    private const int HangulLead = 0x1100, HangulVowel = 0x1161, HangulTail = 0x11A7, HangulBase = 0xAC00;
    /// <summary>More marks on one letter are no writing, but an attempt to make sorting them dear.</summary>
    private const int LongestRun = 32;
    private const int VowelCount = 21, TailCount = 28, LeadCount = 19;
    private static readonly Lazy<UnicodeComposition> Table = new(() => new UnicodeComposition());

    private readonly Dictionary<(char Base, char Mark), char> _composed = [];
    private readonly Dictionary<char, (char Base, char Mark)> _decomposed = [];
    private readonly Dictionary<char, char> _singles = [];
    private readonly byte[] _classes = new byte[char.MaxValue + 1];

    private UnicodeComposition()
    {
        using var stream = typeof(UnicodeComposition).Assembly.GetManifestResourceStream("data/unicode-composition.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            switch (parts[0])
            {
                case "c":
                    _composed[(Char(parts[1]), Char(parts[2]))] = Char(parts[3]);
                    _decomposed[Char(parts[3])] = (Char(parts[1]), Char(parts[2]));
                    break;
                case "s":
                    _singles[Char(parts[1])] = Char(parts[2]);
                    break;
                case "k":
                    _classes[Char(parts[1])] = byte.Parse(parts[2], CultureInfo.InvariantCulture);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The composed form; null where the text is composed already.</summary>
    public static string? Compose(ReadOnlySpan<char> text) => MayChange(text) && Table.Value.ComposeAll(text.ToString()) is var composed && !text.SequenceEqual(composed) ? composed : null;

    /// <summary>False for the punctuation and plain scripts that nearly all texts hold.</summary>
    private static bool MayChange(ReadOnlySpan<char> text)
    {
        // Below U+0300 nothing composes and nothing is replaced.
        for (var at = text.IndexOfAnyInRange('\u0300', '\uFFFF'); at >= 0; at = text.IndexOfAnyInRange('\u0300', '\uFFFF'))
        {
            var value = text[at];
            text = text[(at + 1)..];
            if (value is (>= '\u0300' and <= '\u036F') or (>= '\u0483' and <= '\u0487') or (>= '\u0591' and <= '\u11FF') or (>= '\u1AB0' and <= '\u1DFF')
                or (>= '\u1F71' and <= '\u1FFF') or (>= '\u2000' and <= '\u2001') or (>= '\u20D0' and <= '\u212B') or (>= '\u302A' and <= '\u302F')
                or '\u2329' or '\u232A' or '\u2ADC' or '\u3099' or '\u309A' or (>= '\uA66F' and <= '\uABED') or (>= '\uF900' and <= '\uFB4F')
                or (>= '\uFE20' and <= '\uFE2F'))
            {
                return true;
            }
        }

        return false;
    }

    private static char Char(string hex) => (char)ushort.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private string ComposeAll(string text)
    {
        var result = new List<char>(text.Length);
        var run = new List<char>();
        for (var i = 0; i < text.Length;)
        {
            run.Clear();
            Decompose(text[i++], run);
            while (i < text.Length && run.Count < LongestRun && ClassOf(text[i]) != 0)
            {
                Decompose(text[i++], run);
            }

            ComposeRun(run, result);
        }

        return new string([.. result]);
    }

    private void Decompose(char value, List<char> run)
    {
        if (_singles.TryGetValue(value, out var single))
        {
            value = single;
        }

        if (_decomposed.TryGetValue(value, out var parts))
        {
            Decompose(parts.Base, run);
            run.Add(parts.Mark);
        }
        else
        {
            run.Add(value);
        }
    }

    private byte ClassOf(char value) => _classes[value];

    private void ComposeRun(List<char> run, List<char> result)
    {
        Order(run);
        var starter = result.Count;
        byte last = 0;
        for (var i = 0; i < run.Count; i++)
        {
            var value = run[i];
            var own = ClassOf(value);
            if (i > 0 && (last < own || last == 0) && Pair(result[starter], value) is { } composed)
            {
                result[starter] = composed;
                continue;
            }

            if (i == 0 && own == 0 && result.Count > 0 && Pair(result[^1], value) is { } joined)
            {
                // Hangul, and the few vowel signs that join the letter before them although they stand on their own.
                result[^1] = joined;
                starter = result.Count - 1;
                continue;
            }

            result.Add(value);
            last = own;
        }
    }

    /// <summary>Marks of different classes in the order of their classes; those of one class as written.</summary>
    private void Order(List<char> run)
    {
        for (var i = 1; i < run.Count; i++)
        {
            for (var j = i; j > 0 && ClassOf(run[j]) != 0 && ClassOf(run[j - 1]) > ClassOf(run[j]); j--)
            {
                (run[j - 1], run[j]) = (run[j], run[j - 1]);
            }
        }
    }

    private char? Pair(char first, char second)
    {
        if (_composed.TryGetValue((first, second), out var composed))
        {
            return composed;
        }

        int lead = first - HangulLead, vowel = second - HangulVowel, tail = second - HangulTail, syllable = first - HangulBase;
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
        {
            return (char)(HangulBase + (((lead * VowelCount) + vowel) * TailCount));
        }

        return syllable is >= 0 and < LeadCount * VowelCount * TailCount && syllable % TailCount == 0 && tail is > 0 and < TailCount
            ? (char)(first + tail)
            : null;
    }
}
