namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Tells whether a text is English enough to be labelled, where nobody says what language it is in.</summary>
internal static class EnglishText
{
    private const int Sample = 4000;
    private const int TooShort = 300;
    private const int LettersAWord = 500;
    private static readonly string[] Common = [" the ", " and ", " of ", " to ", " with "];

    /// <summary>Whether a text has enough of the commonest words; a short one has the benefit of the doubt.</summary>
    public static bool Is(string text)
    {
        var sample = text.AsSpan(0, Math.Min(text.Length, Sample));
        if (sample.Length < TooShort)
        {
            return true;
        }

        var count = 0;
        foreach (var word in Common)
        {
            count += sample.Count(word);
        }

        return count * LettersAWord >= sample.Length;
    }
}
