using System.Globalization;
using System.Text;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>Decodes JSON strings that hold escapes, among them halves of surrogate pairs, which the reader of the platform refuses.</summary>
internal static class JsonText
{
    /// <summary>Text of the inside of a JSON string; half of a surrogate pair becomes U+FFFD.</summary>
    public static string Unescape(ReadOnlySpan<byte> content)
    {
        var text = new StringBuilder(content.Length);
        while (!content.IsEmpty)
        {
            var escape = content.IndexOf((byte)'\\');
            text.Append(Encoding.UTF8.GetString(escape < 0 ? content : content[..escape]));
            if (escape < 0)
            {
                break;
            }

            var kind = content[escape + 1];
            content = content[(escape + 2)..];
            if (kind == (byte)'u')
            {
                text.Append((char)ushort.Parse(content[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                content = content[4..];
            }
            else
            {
                text.Append(kind switch
                {
                    (byte)'n' => '\n',
                    (byte)'t' => '\t',
                    (byte)'r' => '\r',
                    (byte)'b' => '\b',
                    (byte)'f' => '\f',
                    _ => (char)kind,
                });
            }
        }

        return ReplaceHalves(text.ToString());
    }

    /// <summary>Puts U+FFFD in the place of each half of a surrogate pair.</summary>
    public static string ReplaceHalves(string text)
    {
        if (!text.Any(char.IsSurrogate))
        {
            return text;
        }

        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        return whole.ToString();
    }
}
