using System.Globalization;
using System.Text;

namespace JobPilot.Host.Output;

/// <summary>Makes text from outside harmless on a terminal: control and bidirectional characters are shown, not obeyed.</summary>
internal static class TerminalText
{
    public static string Clean(string text, bool keepLines = false)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character == '\n' && keepLines)
            {
                clean.Append(character);
            }
            else if (character is '\n' or '\t')
            {
                clean.Append(' ');
            }
            else if (IsHarmful(character))
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                clean.Append(character);
            }
        }

        return clean.ToString();
    }

    private static bool IsHarmful(char character) =>
        char.IsControl(character)
        || character is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\u061C' or '\u2028' or '\u2029' or '\uFEFF';
}
