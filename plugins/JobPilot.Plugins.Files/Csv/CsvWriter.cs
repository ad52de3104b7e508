using System.Buffers;
using System.Text;

namespace JobPilot.Plugins.Files;

/// <summary>Writes cells after RFC 4180: quoted where they must be, quotes doubled, lines ended by CR LF.</summary>
internal sealed class CsvWriter(ByteBuffer buffer, char delimiter, bool harmless)
{
    private readonly SearchValues<char> _quoted = SearchValues.Create([delimiter, '"', '\n', '\r']);
    private bool _first = true;

    public void Text(string text)
    {
        var cell = harmless ? MakeHarmless(text) : text;
        Raw(cell.AsSpan().IndexOfAny(_quoted) < 0 && !Padded(cell) ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    /// <summary>A cell that cannot hold anything to quote or to run: a number, true, nothing.</summary>
    public void Raw(string cell)
    {
        if (!_first)
        {
            Append((byte)delimiter);
        }

        _first = false;
        var span = buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(cell.Length));
        buffer.Advance(Encoding.UTF8.GetBytes(cell, span));
    }

    public void EndLine()
    {
        Append((byte)'\r');
        Append((byte)'\n');
        _first = true;
    }

    /// <summary>Forgets a line that was begun.</summary>
    public void Restart() => _first = true;

    internal static string MakeHarmless(string text)
    {
        if (text.Any(letter => letter != '\n' && TerminalText.IsUnsafe(letter) && !char.IsSurrogate(letter)))
        {
            var kept = new StringBuilder(text.Length);
            foreach (var letter in text)
            {
                if (letter == '\t')
                {
                    kept.Append(' ');
                }
                else if (letter == '\n' || !TerminalText.IsUnsafe(letter) || char.IsSurrogate(letter))
                {
                    kept.Append(letter);
                }
            }

            text = kept.ToString();
        }

        var start = text.AsSpan().TrimStart();
        return !start.IsEmpty && start[0] is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' ? $"'{text}" : text;
    }

    private static bool Padded(string cell) => cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' ');

    private void Append(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }
}
