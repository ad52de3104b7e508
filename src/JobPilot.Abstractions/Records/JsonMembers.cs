using System.Buffers;

namespace JobPilot;

/// <summary>
/// Finds the members of an object or array where its text is usual, in a third of a general reader's time. It gives up at whatever is wrong, or rare: then
/// the general reader decides, and says what is wrong. What it accepts that reader accepts too.
/// </summary>
internal ref struct JsonMembers
{
    /// <summary>Where a run of plain characters ends in a string: at its end, at an escape, and at a control, which is wrong.</summary>
    private static readonly SearchValues<byte> Ends = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static value => (byte)value), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _text;
    private readonly int _depth;
    private readonly byte _close;
    private int _at = 1;
    private bool _isFirst = true;
    private bool _isDone;
    private bool _isClosed;

    /// <summary>Begins at an opening brace or bracket.</summary>
    /// <param name="text">Valid UTF-8.</param>
    public JsonMembers(ReadOnlySpan<byte> text)
        : this(text, 1)
    {
    }

    private JsonMembers(ReadOnlySpan<byte> text, int depth)
    {
        _text = text;
        _depth = depth;
        _close = text[0] == (byte)'{' ? (byte)'}' : (byte)']';
    }

    /// <summary>Name of the member, without quotes; no escape stands in it. Empty in an array.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Where the member's value begins.</summary>
    public int From { get; private set; }

    /// <summary>Bytes of the member's value.</summary>
    public int Length { get; private set; }

    /// <summary>Whether all members were read, and nothing but white space follows.</summary>
    public readonly bool IsWhole => _isClosed && _at == _text.Length - SpaceAt(_at);

    /// <summary>Goes to the next member; false behind the last one, and where it gives up.</summary>
    public bool Read()
    {
        if (_isDone)
        {
            return false;
        }

        _isDone = true;
        if (!SkipSpace())
        {
            return false;
        }

        if (_isFirst && _text[_at] == _close)
        {
            End();
            return false;
        }

        _isFirst = false;
        if ((_close == (byte)'}' && !ReadName()) || EndOfValue() is not (> 0 and var behind))
        {
            return false;
        }

        (From, Length, _at) = (_at, behind - _at, behind);
        if (!SkipSpace())
        {
            return false;
        }

        if (_text[_at] == _close)
        {
            End();
            return true;
        }

        _isDone = _text[_at++] != (byte)',';
        return !_isDone;
    }

    private void End()
    {
        _at++;
        _isClosed = true;
    }

    /// <summary>Reads a name and its colon.</summary>
    private bool ReadName()
    {
        if (_text[_at] != (byte)'"' || EndOfString(out var isEscaped) is not (> 0 and var behind) || isEscaped)
        {
            return false;
        }

        Name = _text[(_at + 1)..(behind - 1)];
        _at = behind;
        if (!SkipSpace() || _text[_at++] != (byte)':')
        {
            return false;
        }

        return SkipSpace();
    }

    /// <summary>Skips white space; false at the end of the text.</summary>
    private bool SkipSpace()
    {
        _at += SpaceAt(_at);
        return _at < _text.Length;
    }

    private readonly int SpaceAt(int from)
    {
        var at = from;
        while (at < _text.Length && _text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at - from;
    }

    /// <summary>Index behind the value that begins here; -1 where it gives up.</summary>
    private readonly int EndOfValue() => _text[_at] switch
    {
        (byte)'"' => EndOfString(out _),
        (byte)'{' or (byte)'[' => EndOfContainer(),
        (byte)'t' => EndOf("true"u8),
        (byte)'f' => EndOf("false"u8),
        (byte)'n' => EndOf("null"u8),
        _ => EndOfNumber(),
    };

    private readonly int EndOf(ReadOnlySpan<byte> literal) => _text[_at..].StartsWith(literal) ? _at + literal.Length : -1;

    private readonly int EndOfString(out bool isEscaped)
    {
        isEscaped = false;
        for (var at = _at + 1; _text[at..].IndexOfAny(Ends) is >= 0 and var run;)
        {
            at += run;
            if (_text[at] == (byte)'"')
            {
                return at + 1;
            }

            isEscaped = true;
            var length = LengthOfEscape(_text[at..]);
            if (length == 0)
            {
                return -1;
            }

            at += length;
        }

        return -1;
    }

    private static int LengthOfEscape(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'\\', (byte)'n' or (byte)'r' or (byte)'t' or (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f', ..] => 2,
        [(byte)'\\', (byte)'u', var a, var b, var c, var d, ..] when IsHex(a) && IsHex(b) && IsHex(c) && IsHex(d) => 6,
        _ => 0,
    };

    private static bool IsHex(byte value) => char.IsAsciiHexDigit((char)value);

    private readonly int EndOfNumber()
    {
        var at = _at + (_text[_at] == (byte)'-' ? 1 : 0);
        var whole = Digits(at);
        if (whole == 0 || (whole > 1 && _text[at] == (byte)'0'))
        {
            return -1;
        }

        at += whole;
        if (At(at) == (byte)'.')
        {
            var fraction = Digits(at + 1);
            if (fraction == 0)
            {
                return -1;
            }

            at += 1 + fraction;
        }

        if (At(at) is (byte)'e' or (byte)'E')
        {
            at += At(at + 1) is (byte)'+' or (byte)'-' ? 2 : 1;
            var exponent = Digits(at);
            return exponent == 0 ? -1 : at + exponent;
        }

        return at;
    }

    private readonly int Digits(int from)
    {
        var at = from;
        while (char.IsAsciiDigit((char)At(at)))
        {
            at++;
        }

        return at - from;
    }

    private readonly byte At(int index) => index < _text.Length ? _text[index] : (byte)0;

    private readonly int EndOfContainer()
    {
        if (_depth == RecordJson.MaxDepth)
        {
            return -1;
        }

        // Its own members are read again when someone looks for them; here they need to be right.
        var members = new JsonMembers(_text[_at..], _depth + 1);
        while (members.Read())
        {
        }

        return members._isClosed ? _at + members._at : -1;
    }
}
