using System.Globalization;
using System.Text;

namespace JobPilot.Plugins.Files;

/// <summary>
/// Makes text from outside harmless for a terminal: no control character, escape sequence, line end or change of writing direction gets through.
/// </summary>
internal static class TerminalText
{
    /// <summary>Line ends and tabs become a space, everything else that a terminal would obey becomes U+FFFD.</summary>
    public static string Clean(string text)
    {
        if (!HasUnsafe(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(letter).Append(text[++i]);
            }
            else
            {
                clean.Append(letter is '\n' or '\r' or '\t' ? ' ' : IsUnsafe(letter) ? '\uFFFD' : letter);
            }
        }

        return clean.ToString();
    }

    /// <summary>The same for JSON text, without loss: unsafe letters can only stand in strings, where they are written as escapes.</summary>
    public static string CleanJson(string json)
    {
        if (!HasUnsafe(json))
        {
            return json;
        }

        var clean = new StringBuilder(json.Length + 32);
        for (var i = 0; i < json.Length; i++)
        {
            var letter = json[i];
            if (char.IsHighSurrogate(letter) && i + 1 < json.Length && char.IsLowSurrogate(json[i + 1]))
            {
                clean.Append(letter).Append(json[++i]);
            }
            else if (IsUnsafe(letter))
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            }
            else
            {
                clean.Append(letter);
            }
        }

        return clean.ToString();
    }

    /// <summary>Whether a terminal or an editor would obey the letter instead of showing it.</summary>
    public static bool IsUnsafe(char letter) =>
        char.IsControl(letter) || char.IsSurrogate(letter)
        || letter is '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or '\uFEFF'
        || letter is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    private static bool HasUnsafe(string text)
    {
        foreach (var letter in text)
        {
            if (IsUnsafe(letter))
            {
                return true;
            }
        }

        return false;
    }
}
