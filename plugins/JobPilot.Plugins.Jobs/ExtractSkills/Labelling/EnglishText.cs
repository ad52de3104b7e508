using JobPilot.Plugins.Jobs.DetectLanguage;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Tells whether a text is English enough to be labelled, where nobody says what language it is in.</summary>
internal static class EnglishText
{
    private const int Sample = 4000;
    private const int TooShort = 300;
    private const int LettersAWord = 500;
    private static readonly string[] Common = [" the ", " and ", " of ", " to ", " with ", " a ", " you "];
    private static readonly string[] Foreign = [" und ", " der ", " die ", " mit ", " et ", " de ", " la ", " les ", " el ", " y ", " en ", " een ", " di ", " per ", " i ", " na ", " och "];

    /// <summary>Whether a text is in Latin letters and has more of the commonest words than of those of its neighbours, and enough; a short one has the benefit of the doubt.</summary>
    public static bool Is(string text)
    {
        var sample = text.AsSpan(0, Math.Min(text.Length, Sample));
        if (MayHaveOtherLetters(sample) && !ScriptReader.Read(sample).IsLatin)
        {
            return false;
        }

        var count = Count(sample, Common);
        if (Count(sample, Foreign) > count)
        {
            return false;
        }

        if (sample.Length < TooShort)
        {
            return true;
        }

        return count * LettersAWord >= sample.Length;
    }

    /// <summary>Letters from Greek on; signs such as quotes and bullets lie between the two ranges.</summary>
    private static bool MayHaveOtherLetters(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\u0370', '\u1FFF') || text.ContainsAnyInRange('\u2E80', '\uD7FF');

    private static int Count(ReadOnlySpan<char> text, string[] words)
    {
        var count = 0;
        foreach (var word in words)
        {
            count += text.Count(word);
        }

        return count;
    }
}
