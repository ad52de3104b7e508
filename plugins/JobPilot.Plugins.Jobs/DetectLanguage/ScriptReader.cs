using System.Buffers;

namespace JobPilot.Plugins.Jobs.DetectLanguage;

/// <summary>Tells languages that have a script, or letters, of their own.</summary>
internal static class ScriptReader
{
    private const double Main = 0.4;

    /// <summary>A sign of Chinese or Japanese says as much as a few letters, so that English terms between them do not outweigh it.</summary>
    private const double LettersPerSign = 2.5;

    private const double LettersPerSyllable = 2;

    /// <summary>Signs that Japan simplified in its own way or uses in its own words; texts of signs alone are told from Chinese by them.</summary>
    private static readonly SearchValues<char> JapaneseSigns = SearchValues.Create("経験歓発対応売図広帰気働込駅円変実関検総織続縦転伝読黒竜毎児単厳営労楽様沢渋斉斎剤済圏効県険顕拠釈収従渉処徴聴鉄稲悩脳辺畑峠");

    private static readonly SearchValues<char> UkrainianLetters = SearchValues.Create("іїєґІЇЄҐ");
    private static readonly SearchValues<char> SerbianLetters = SearchValues.Create("љњћђџјЉЊЋЂЏЈ");
    private static readonly SearchValues<char> MacedonianLetters = SearchValues.Create("ѓќѕЃЌЅ");
    private static readonly SearchValues<char> KazakhLetters = SearchValues.Create("қғұүөәңҚҒҰҮӨӘҢ");
    private static readonly SearchValues<char> RussianLetters = SearchValues.Create("ыэёЫЭЁ");
    private static readonly SearchValues<char> PersianLetters = SearchValues.Create("پچژگکی");
    private static readonly SearchValues<char> UrduLetters = SearchValues.Create("ٹڈڑےںہ");

    /// <summary>Reads the scripts of a text.</summary>
    /// <returns>The language where the script tells it; else whether the letters are Latin ones.</returns>
    public static (string? Language, double Confidence, bool IsLatin) Read(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[(int)Script.Count];
        counts.Clear();
        foreach (var letter in text)
        {
            if (letter < 0x80 ? char.IsAsciiLetter(letter) : char.IsLetter(letter))
            {
                counts[(int)Of(letter)]++;
            }
        }

        var (hangul, kana, han) = (counts[(int)Script.Hangul] * LettersPerSyllable, counts[(int)Script.Kana], counts[(int)Script.Han]);
        var east = (kana + han) * LettersPerSign;
        var all = hangul + east;
        for (var script = (int)Script.Latin; script < counts.Length; script++)
        {
            all += counts[script];
        }

        if (all == 0)
        {
            return (null, 0, false);
        }

        if (hangul >= all * Main)
        {
            return ("ko", Confidence(hangul / all), false);
        }

        if (east >= all * Main)
        {
            return (kana * 5 > han || text.ContainsAny(JapaneseSigns) ? "ja" : "zh", Confidence(east / all), false);
        }

        for (var script = (int)Script.Latin + 1; script < counts.Length; script++)
        {
            if (counts[script] >= all * Main)
            {
                return (Language((Script)script, text), Confidence(counts[script] / all), false);
            }
        }

        return (null, 0, counts[(int)Script.Latin] > 0);
    }

    private static double Confidence(double share) => Math.Min(0.99, 0.5 + (share / 2));

    private static string? Language(Script script, ReadOnlySpan<char> text) => script switch
    {
        Script.Cyrillic => Cyrillic(text),
        Script.Greek => "el",
        Script.Hebrew => "he",
        Script.Arabic => text.ContainsAny(UrduLetters) ? "ur" : text.ContainsAny(PersianLetters) ? "fa" : "ar",
        Script.Devanagari => "hi",
        Script.Bengali => "bn",
        Script.Tamil => "ta",
        Script.Telugu => "te",
        Script.Thai => "th",
        Script.Georgian => "ka",
        Script.Armenian => "hy",
        _ => null,
    };

    private static string Cyrillic(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny("ўЎ"))
        {
            return "be";
        }

        if (text.ContainsAny(KazakhLetters))
        {
            return "kk";
        }

        if (text.ContainsAny(UkrainianLetters))
        {
            return "uk";
        }

        if (text.ContainsAny(MacedonianLetters))
        {
            return "mk";
        }

        if (text.ContainsAny(SerbianLetters))
        {
            return "sr";
        }

        // Bulgarian writes ъ as a vowel, also between consonants; Russian only before other vowels.
        return !text.ContainsAny(RussianLetters) && HasBulgarianVowel(text) ? "bg" : "ru";
    }

    private static bool HasBulgarianVowel(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny('ъ', 'Ъ'); at >= 0 && at + 1 < text.Length;)
        {
            if (!"еёюяЕЁЮЯ".Contains(text[at + 1]))
            {
                return true;
            }

            var next = text[(at + 1)..].IndexOfAny('ъ', 'Ъ');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    private static Script Of(char letter) => letter switch
    {
        < '\u0250' or (>= '\u1E00' and < '\u1F00') => Script.Latin,
        >= '\u0370' and < '\u0400' => Script.Greek,
        >= '\u0400' and < '\u0530' => Script.Cyrillic,
        >= '\u0530' and < '\u0590' => Script.Armenian,
        >= '\u0590' and < '\u0600' => Script.Hebrew,
        (>= '\u0600' and < '\u0780') or (>= '\uFB50' and < '\uFF00') => Script.Arabic,
        >= '\u0900' and < '\u0980' => Script.Devanagari,
        >= '\u0980' and < '\u0A00' => Script.Bengali,
        >= '\u0B80' and < '\u0C00' => Script.Tamil,
        >= '\u0C00' and < '\u0C80' => Script.Telugu,
        >= '\u0E00' and < '\u0E80' => Script.Thai,
        >= '\u10A0' and < '\u1100' => Script.Georgian,
        (>= '\uAC00' and < '\uD7B0') or (>= '\u1100' and < '\u1200') => Script.Hangul,
        >= '\u3040' and < '\u3100' => Script.Kana,
        >= '\u4E00' and < '\uA000' => Script.Han,
        _ => Script.Other,
    };

    private enum Script
    {
        Hangul,
        Kana,
        Han,
        Latin,
        Greek,
        Cyrillic,
        Armenian,
        Hebrew,
        Arabic,
        Devanagari,
        Bengali,
        Tamil,
        Telugu,
        Thai,
        Georgian,
        Other,
        Count,
    }
}
