using System.Buffers;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>
/// Gathers clean text: runs of blanks become one, line breaks wait until something follows them, invisible characters are left out. One a
/// thread, reused.
/// </summary>
internal sealed class TextBuffer
{
    /// <summary>What a run can be copied up to: everything but controls, wide blanks, and what looks like them.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (char)value), .. Enumerable.Range(0x7F, 0x22).Select(value => (char)value), '\u00AD', '\u061C', '\u1680', '\u180E',
            .. Enumerable.Range(0x2000, 0x10).Select(value => (char)value), .. Enumerable.Range(0x2028, 8).Select(value => (char)value),
            .. Enumerable.Range(0x205F, 17).Select(value => (char)value), '\u3000', '\uFEFF']);

    private char[] _buffer = new char[4096];
    private int _breaks;
    private bool _blank;
    private bool _bar;
    private int _beforeMarker;
    private int _afterMarker;
    private int _breaksBeforeMarker;
    private bool _lineStart = true;

    public int Length { get; private set; }

    /// <summary>Blanks before each further line: those of a list item's second line.</summary>
    public int Indent { get; set; }

    /// <summary>In a cell a line break is a blank.</summary>
    public bool OneLine { get; set; }

    /// <summary>Whether nothing stands on the line yet but a list item's marker.</summary>
    public bool AtLineStart => _lineStart || _breaks > 0;

    public void Clear()
    {
        Length = 0;
        _breaks = 0;
        _blank = false;
        _bar = false;
        _afterMarker = 0;
        _lineStart = true;
        Indent = 0;
        OneLine = false;
    }

    /// <summary>At least so many line breaks before what follows; two are an empty line.</summary>
    public void Break(int atLeast)
    {
        if (OneLine)
        {
            _blank = true;
        }
        else if (!_lineStart || _breaks > 0)
        {
            _breaks = Math.Max(_breaks, atLeast);
        }
    }

    /// <summary>One more line break, at most an empty line.</summary>
    public void AddBreak()
    {
        if (OneLine)
        {
            _blank = true;
        }
        else if (!_lineStart || _breaks > 0)
        {
            _breaks = Math.Min(_breaks + 1, 2);
        }
    }

    /// <summary>Exactly one line break between items of a list, whatever their paragraphs asked for.</summary>
    public void BreakBetweenItems()
    {
        if (_breaks > 0)
        {
            _breaks = 1;
        }
        else
        {
            Break(1);
        }
    }

    /// <summary>Puts a marker (<c>- </c>) at the start of a line; what follows stands behind it.</summary>
    public void Marker(int indent, string marker)
    {
        DropEmptyMarker();
        _beforeMarker = Length;
        _breaksBeforeMarker = _breaks;
        Indent = indent;
        Flush();
        Append(marker);
        _afterMarker = Length;
        Indent = indent + 2;
        _lineStart = true;
        _blank = false;
    }

    /// <summary>Takes a marker back behind which nothing was written.</summary>
    public void DropEmptyMarker()
    {
        if (_afterMarker == Length && _afterMarker > 0)
        {
            Length = _beforeMarker;
            _breaks = Math.Max(_breaks, _breaksBeforeMarker);
            _afterMarker = 0;
        }
    }

    /// <summary>Puts a bar between two cells, if both hold anything.</summary>
    public void Separator() => _bar = !_lineStart && _breaks == 0;

    /// <summary>Appends text.</summary>
    /// <param name="text">Text without markup, entities decoded.</param>
    /// <param name="keepLines">Whether a line break of the text is one; otherwise it is a blank.</param>
    public void Text(ReadOnlySpan<char> text, bool keepLines)
    {
        while (text.Length > 0)
        {
            var run = text.IndexOfAny(Special);
            Words(run < 0 ? text : text[..run]);
            if (run < 0)
            {
                return;
            }

            Treat(text[run], text[(run + 1)..], keepLines);
            text = text[(run + 1)..];
        }
    }

    /// <summary>Ends the text.</summary>
    /// <returns>What came out, without blanks behind it; valid until the buffer is used again.</returns>
    public ReadOnlySpan<char> Finish()
    {
        DropEmptyMarker();
        var end = Length;
        while (end > 0 && _buffer[end - 1] is ' ' or '\n')
        {
            end--;
        }

        return _buffer.AsSpan(0, end);
    }

    /// <summary>Appends text whose only special letter is the blank: single blanks are copied with what is around them.</summary>
    private void Words(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            if (text[0] == ' ')
            {
                _blank = true;
                text = text.TrimStart(' ');
                continue;
            }

            var end = text.IndexOf("  ");
            var words = end < 0 ? text.TrimEnd(' ') : text[..end];
            Flush();
            Append(words);
            text = text[words.Length..];
        }
    }

    private void Treat(char value, ReadOnlySpan<char> rest, bool keepLines)
    {
        switch (value)
        {
            case '\n' when keepLines:
            case '\r' when keepLines && (rest.Length == 0 || rest[0] != '\n'):
            case '\u2028' or '\u2029' when keepLines:
                AddBreak();
                break;
            case '\t' or '\n' or '\r' or '\f' or '\v' or '\u00A0' or '\u0085' or '\u1680' or '\u202F' or '\u205F' or '\u3000' or (>= '\u2000' and <= '\u200A')
                or '\u2028' or '\u2029':
                _blank = true;
                break;
            case '\u200D' when Length > 0 && (char.IsSurrogate(_buffer[Length - 1]) || _buffer[Length - 1] == '\uFE0F'):
            case '\u200C' or '\u200D' when Length > 0 && _buffer[Length - 1] is >= '\u0600' and <= '\u0DFF':
                // Joins an emoji's parts, or shapes Arabic and Indic letters: there it is no dirt.
                Append([value]);
                break;
            case >= '\u0080' and <= '\u009F' when Cp1252.OfControl(value) is var meant && meant != value:
                Flush();
                Append([meant]);
                break;
            default:
                // A control or an invisible character.
                break;
        }
    }

    private void Flush()
    {
        if (_breaks > 0)
        {
            if (Length > 0)
            {
                Reserve(_breaks + Indent);
                _buffer.AsSpan(Length, _breaks).Fill('\n');
                _buffer.AsSpan(Length + _breaks, Indent).Fill(' ');
                Length += _breaks + Indent;
            }

            _breaks = 0;
        }
        else if (_bar)
        {
            Append(" | ");
        }
        else if (_blank && !_lineStart)
        {
            Append(" ");
        }

        _blank = false;
        _bar = false;
        _lineStart = false;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_buffer.AsSpan(Length));
        Length += text.Length;
    }

    private void Reserve(int more)
    {
        if (Length + more > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + more));
        }
    }
}
