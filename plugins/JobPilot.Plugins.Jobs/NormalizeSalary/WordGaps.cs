namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Sets blanks where cleaned text lost them: "per hourWe need", "SiteSalary", "9PMRate", "3Benefits".</summary>
internal static class WordGaps
{
    /// <summary>Copies folded text with a blank before each word that begins within another.</summary>
    /// <param name="source">The text before it was folded.</param>
    /// <param name="folded">The text folded, of the same length.</param>
    /// <param name="to">At least twice as long.</param>
    /// <returns>How much of it is used.</returns>
    public static int Fill(ReadOnlySpan<char> source, ReadOnlySpan<char> folded, Span<char> to)
    {
        var length = 0;
        for (var at = 0; at < folded.Length; at++)
        {
            if (at > 0 && source[at] is >= 'A' and <= 'Z' && IsLost(source, at))
            {
                to[length++] = ' ';
            }

            to[length++] = folded[at];
        }

        return length;
    }

    private static bool IsLost(ReadOnlySpan<char> source, int at) =>
        char.IsLower(source[at - 1]) || (char.IsLetterOrDigit(source[at - 1]) && at + 2 < source.Length && char.IsLower(source[at + 1]) && char.IsLower(source[at + 2]));
}
