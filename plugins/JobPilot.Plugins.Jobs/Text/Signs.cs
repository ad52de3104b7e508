namespace JobPilot.Plugins.Jobs.Text;

/// <summary>Letters of Chinese, Japanese and Korean: their words stand beside each other, and beside names in other letters, without a blank.</summary>
internal static class Signs
{
    private const char First = '\u2E80';
    private const char Last = '\uD7FF';

    /// <summary>Whether a letter is one of them, or a mark of theirs.</summary>
    public static bool Is(char letter) => letter is >= First and <= Last and not (>= '\uA4D0' and < '\uAC00');

    /// <summary>Whether a text may hold any: looks at many letters at once.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text) => text.ContainsAnyInRange(First, Last);
}
