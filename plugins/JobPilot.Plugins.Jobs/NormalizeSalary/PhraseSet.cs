using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>
/// Phrases that are looked for in folded text, as whole words; one that begins with an asterisk may be the end of a longer word
/// ("*zuschuss"); letters of Chinese and Japanese stand without blanks. Immutable.
/// </summary>
internal sealed class PhraseSet
{
    private const char FirstWithoutBlanks = '\u2E80';
    private const char MayFollow = '*';

    /// <summary>In the place of the second letter of a phrase that has one letter.</summary>
    private const char Alone = '\uFFFF';
    private const int Ascii = 128;
    private const int Bits = 64;
    private const int SecondsOfLetter = Ascii / Bits;
    private static readonly Bucket None = new([], [], false);
    private readonly string[] _all;
    private readonly Bucket[] _ascii = new Bucket[Ascii];
    private readonly Dictionary<char, Bucket> _others = [];
    private readonly HashSet<string> _ends = new(StringComparer.Ordinal);

    /// <summary>For each first letter a bit for each second one.</summary>
    private readonly ulong[] _seconds = new ulong[Ascii * SecondsOfLetter];

    /// <summary>Keeps the phrases; of several that stand at a place the longest is found.</summary>
    public PhraseSet(IEnumerable<string> phrases)
    {
        var whole = phrases.ToList();
        _ends.UnionWith(whole.Where(phrase => phrase.Length > 1 && phrase[0] == MayFollow).Select(phrase => phrase[1..]));
        _all = [.. whole.Where(phrase => phrase[0] != MayFollow).Concat(_ends).Distinct().OrderByDescending(phrase => phrase.Length)];
        Array.Fill(_ascii, None);
        foreach (var group in _all.GroupBy(phrase => phrase[0]))
        {
            var bucket = new Bucket([.. group], [.. group.Select(phrase => phrase.Length > 1 ? phrase[1] : Alone)], group.Any(_ends.Contains));
            if (group.Key < Ascii)
            {
                _ascii[group.Key] = bucket;
                foreach (var phrase in group)
                {
                    AddSecond(phrase);
                }
            }
            else
            {
                _others[group.Key] = bucket;
            }
        }
    }

    /// <summary>Whether a letter is one of those that are written without blanks between words.</summary>
    public static bool HasNoBlanks(char letter) => letter >= FirstWithoutBlanks;

    /// <summary>Whether the text ends with a phrase.</summary>
    public bool EndsWith(ReadOnlySpan<char> text) => AtEnd(text) > 0;

    /// <summary>How long the longest phrase is that the text ends with; 0 where it ends with none.</summary>
    public int AtEnd(ReadOnlySpan<char> text)
    {
        foreach (var phrase in _all)
        {
            if (text.EndsWith(phrase) && (IsBoundary(text, text.Length - phrase.Length - 1, phrase[0]) || _ends.Contains(phrase)))
            {
                return phrase.Length;
            }
        }

        return 0;
    }

    /// <summary>The longest phrase that begins at the place; null where none does.</summary>
    public string? At(ReadOnlySpan<char> text, int at)
    {
        if ((uint)at >= (uint)text.Length)
        {
            return null;
        }

        var first = text[at];
        var (phrases, seconds, mayEnd) = first < Ascii ? _ascii[first] : _others.Count > 0 && _others.TryGetValue(first, out var others) ? others : None;
        if (phrases.Length == 0)
        {
            return null;
        }

        // Most places are within a word, where only what may be the end of one can stand.
        var isBehind = !IsBoundary(text, at - 1, first);
        if (isBehind && !mayEnd)
        {
            return null;
        }

        var second = at + 1 < text.Length ? text[at + 1] : '\0';
        for (var i = 0; i < seconds.Length; i++)
        {
            if (seconds[i] != second && seconds[i] != Alone)
            {
                continue;
            }

            var phrase = phrases[i];
            if (text[at..].StartsWith(phrase) && IsBoundary(text, at + phrase.Length, phrase[^1]) && (!isBehind || _ends.Contains(phrase)))
            {
                return phrase;
            }
        }

        return null;
    }

    /// <summary>Where the first phrase begins; -1 where none is there.</summary>
    public int First(ReadOnlySpan<char> text, int from, out string? phrase)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (MayBeAt(text, at) && (phrase = At(text, at)) is not null)
            {
                return at;
            }
        }

        phrase = null;
        return -1;
    }

    /// <summary>Where the last phrase begins; -1 where none is there.</summary>
    public int Last(ReadOnlySpan<char> text, out string? phrase)
    {
        for (var at = text.Length - 1; at >= 0; at--)
        {
            if (MayBeAt(text, at) && (phrase = At(text, at)) is not null)
            {
                return at;
            }
        }

        phrase = null;
        return -1;
    }

    /// <summary>Where the last phrase begins; -1 where none is there.</summary>
    public int Last(ReadOnlySpan<char> text) => Last(text, out _);

    private void AddSecond(string phrase)
    {
        var seconds = _seconds.AsSpan(phrase[0] * SecondsOfLetter, SecondsOfLetter);
        if (phrase.Length == 1)
        {
            seconds.Fill(ulong.MaxValue);
        }
        else if (phrase[1] < Ascii)
        {
            seconds[phrase[1] / Bits] |= 1UL << (phrase[1] % Bits);
        }
    }

    /// <summary>Whether a phrase begins with the letter at a place and the one behind it, as far as those are ASCII.</summary>
    private bool MayBeAt(ReadOnlySpan<char> text, int at)
    {
        var first = text[at];
        if (first >= Ascii)
        {
            return _others.Count > 0;
        }

        var second = at + 1 < text.Length ? text[at + 1] : '\0';
        return second >= Ascii || (_seconds[(first * SecondsOfLetter) + (second / Bits)] & (1UL << (second % Bits))) != 0;
    }

    private static bool IsBoundary(ReadOnlySpan<char> text, int at, char inside) =>
        !Folding.IsWordAt(text, at) || !char.IsLetterOrDigit(inside) || HasNoBlanks(inside) || HasNoBlanks(text[at]);

    /// <summary>Phrases that begin with one letter, longest first; the second letter of each, and whether any of them may be the end of a longer word.</summary>
    private sealed record Bucket(string[] All, char[] Seconds, bool MayEnd);
}
