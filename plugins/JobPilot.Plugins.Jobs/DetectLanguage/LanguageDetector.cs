using System.Buffers;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.DetectLanguage;

/// <summary>
/// Tells the language of a short text: by its script where that is enough, else by the letters of its words and by words that only some languages have. English
/// names of jobs and trades speak for no language but English, and for that only where nothing else speaks. Thread-safe.
/// </summary>
internal sealed class LanguageDetector
{
    private const double FunctionWord = 3.0;
    private const double JobWord = 3.5;
    private const double OtherLanguagesWord = -0.5;
    private const double LoanWord = 0.6;

    /// <summary>Letters of a word depend on each other, so that each tells less than it seems; and the table counts in twentieths.</summary>
    private const double PerCost = 0.35 / 20;

    private const double Sure = 6;
    private const int LongestWord = 64;

    /// <summary>Texts of so few words may be titles, in which a city's name says nothing of the language.</summary>
    private const int TitleWords = 12;

    private const int LongestMark = 6;

    private const int LargeCity = 100_000;
    private static readonly SearchValues<char> InWord = SearchValues.Create("'’-&./");
    private static readonly Lazy<LanguageDetector> Loaded = new(() => new LanguageDetector(new LanguageGrams(), RuleSet.Shipped));

    /// <summary>How much rarer or more frequent a language is among adverts.</summary>
    private static readonly Dictionary<string, double> Priors = new(StringComparer.Ordinal)
    {
        ["en"] = 1,
        ["de"] = 0.6,
        ["fr"] = 0.6,
        ["es"] = 0.6,
        ["nl"] = 0.3,
        ["it"] = 0.2,
        ["pt"] = 0.2,
        ["pl"] = 0.1,
        ["ca"] = -1,
        ["ro"] = -0.5,
        ["hr"] = -0.3,
        ["sl"] = -0.5,
        ["vi"] = -0.5,
        ["id"] = -0.3,
    };

    private readonly LanguageGrams _grams;
    private readonly LanguageWords _words;
    private readonly double[] _priors;

    private LanguageDetector(LanguageGrams grams, RuleSet rules)
    {
        (_grams, _words) = (grams, new LanguageWords(rules));
        _priors = [.. grams.Languages.Select(language => Priors.GetValueOrDefault(language))];
    }

    /// <summary>The detector, loaded on first use.</summary>
    public static LanguageDetector Instance => Loaded.Value;

    /// <summary>The detector with what the user's files change.</summary>
    public static LanguageDetector Of(RuleSet rules) => rules.Changes(LanguageWords.File) ? new LanguageDetector(Instance._grams, rules) : Instance;

    /// <summary>The language of a text; null where it has no letters, or letters of a script that tells no language.</summary>
    public LanguageFinding? Find(ReadOnlySpan<char> text)
    {
        var script = ScriptReader.Read(text);
        if (script.Language is { } language)
        {
            return new LanguageFinding(language, script.Confidence);
        }

        return script.IsLatin ? FindLatin(text) : null;
    }

    private LanguageFinding? FindLatin(ReadOnlySpan<char> text)
    {
        Span<double> scores = stackalloc double[_priors.Length];
        Span<int> costs = stackalloc int[_priors.Length];
        _priors.CopyTo(scores);
        costs.Clear();
        Span<char> word = stackalloc char[LongestWord];
        var mayBeTitle = CountWords(text) <= TitleWords;
        for (var (at, end) = (0, 0); TryWord(text, ref at, out end); at = end)
        {
            var length = Math.Min(end - at, LongestWord);
            for (var i = 0; i < length; i++)
            {
                word[i] = char.ToLowerInvariant(text[at + i]);
            }

            Add(text[at..end], word[..length], mayBeTitle, scores, costs);
        }

        var (best, second) = (0, double.NegativeInfinity);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] -= costs[i] * PerCost;
            if (i > 0 && scores[i] > scores[best])
            {
                (second, best) = (scores[best], i);
            }
            else if (i > 0)
            {
                second = Math.Max(second, scores[i]);
            }
        }

        return new LanguageFinding(_grams.Languages[best], 0.5 + (0.49 * (1 - Math.Exp(-(scores[best] - second) / Sure))));
    }

    private void Add(ReadOnlySpan<char> raw, ReadOnlySpan<char> word, bool mayBeTitle, Span<double> scores, Span<int> costs)
    {
        word = word.TrimEnd("'’-&./");
        var hits = _words.Find(word);
        var isLoan = _words.IsLoan(word);
        if (mayBeTitle && IsInCapitals(raw) && word.Length <= LongestMark && (hits.Length == 0 || (word.Length <= 2 && !Array.Exists(hits, hit => !hit.IsFunction))))
        {
            // "B Shift", "Technician II/III", "CDL Driver": a title's letters and numerals are of no language.
            return;
        }

        if (hits.Length > 0 && !(isLoan && mayBeTitle))
        {
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] += Weight(hits, _grams.Languages[i]);
            }
        }

        if (isLoan)
        {
            // The "of" of "Head of Sales" is part of the job's name.
            scores[0] += LoanWord;
            return;
        }

        if (hits.Length == 0 && mayBeTitle && char.IsUpper(raw[0]) && Gazetteer.Instance.FindCity(PlaceName.Key(word)) is { Population: >= LargeCity })
        {
            return;
        }

        // Only letters: "h/f", "l'équipe", "e-mail" are two words each.
        for (var start = 0; start < word.Length;)
        {
            var end = start;
            while (end < word.Length && char.IsLetter(word[end]))
            {
                end++;
            }

            _grams.Add(word[start..end], costs);
            start = end + 1;
        }
    }

    private static bool IsInCapitals(ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
        {
            if (char.IsLower(letter))
            {
                return false;
            }
        }

        return true;
    }

    private static double Weight(LanguageWords.Hit[] hits, string language)
    {
        foreach (var hit in hits)
        {
            if (hit.Language == language)
            {
                return hit.IsFunction ? FunctionWord : JobWord;
            }
        }

        return OtherLanguagesWord;
    }

    private static int CountWords(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var (at, end) = (0, 0); count <= TitleWords && TryWord(text, ref at, out end); at = end)
        {
            count++;
        }

        return count;
    }

    /// <summary>Moves to the next word: letters, with digits and a few signs inside.</summary>
    private static bool TryWord(ReadOnlySpan<char> text, ref int at, out int end)
    {
        while (at < text.Length && !char.IsLetter(text[at]))
        {
            at++;
        }

        end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || InWord.Contains(text[end])))
        {
            end++;
        }

        return at < text.Length;
    }
}
