namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>The marks with which authors begin the items of a list.</summary>
internal static class Bullets
{
    /// <summary>The text without the bullet before it; the same string where there is none.</summary>
    public static string Strip(string text)
    {
        var stripped = Strip(text.AsSpan());
        return stripped.Length == text.Length ? text : stripped.ToString();
    }

    /// <summary>The text without blanks and bullet before it and blanks behind it.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            return text;
        }

        if (text[0] is '•' or '·' or '‣' or '◦' or '▪' or '■' or '●' or '○' or '►' or '➢' or '✓' or '✔' or '\uF0B7')
        {
            return text[1..].TrimStart();
        }

        return text.Length > 1 && text[0] is '-' or '*' or '–' or '+' or 'o' && text[1] == ' ' ? text[2..].TrimStart() : text;
    }
}
