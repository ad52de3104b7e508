using System.Buffers;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>
/// Walks over markup once, from left to right, and never back: what is not closed is found out once and remembered, so that no input costs
/// more than its length.
/// </summary>
internal ref struct HtmlScanner(ReadOnlySpan<char> html)
{
    private static readonly SearchValues<char> TagEnds = SearchValues.Create(">\"'");

    private readonly ReadOnlySpan<char> _html = html;
    private readonly int _lastEnd = html.LastIndexOf('>');
    private int _at;
    private bool _noCommentEnd;
    private bool _ignoreQuotes;

    /// <summary>Text before the tag, as written.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    /// <summary>Name of the tag, without slash; empty at the end and for comments.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>What stands in the tag behind its name.</summary>
    public ReadOnlySpan<char> Attributes { get; private set; }

    public bool IsClosing { get; private set; }

    /// <summary>What stands behind the tag.</summary>
    public readonly ReadOnlySpan<char> Rest => _html[_at..];

    /// <summary>Whether what follows the text is a comment or declaration.</summary>
    public bool IsComment { get; private set; }

    /// <summary>Reads text up to the next tag, and that tag; false at the end.</summary>
    public bool Read()
    {
        Text = default;
        Name = default;
        Attributes = default;
        IsClosing = false;
        IsComment = false;
        if (_at >= _html.Length)
        {
            return false;
        }

        var from = _at;
        while (_at < _html.Length)
        {
            var open = _html[_at..].IndexOf('<');
            if (open < 0)
            {
                break;
            }

            _at += open;
            var end = TagEnd(_at);
            if (end > 0)
            {
                Text = _html[from.._at];
                ReadTag(_html[(_at + 1)..end]);
                _at = end + 1;
                return true;
            }

            _at++;
        }

        Text = _html[from..];
        _at = _html.Length;
        return true;
    }

    /// <summary>Skips all up to the closing tag of this name; to the end where there is none.</summary>
    public void SkipRaw(ReadOnlySpan<char> name)
    {
        while (_at < _html.Length)
        {
            var close = _html[_at..].IndexOf("</");
            if (close < 0)
            {
                _at = _html.Length;
                return;
            }

            _at += close + 2;
            if (_html[_at..].StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var end = _html[_at..].IndexOf('>');
                _at = end < 0 ? _html.Length : _at + end + 1;
                return;
            }
        }
    }

    /// <summary>Whether there is real markup: a tag of HTML that is closed.</summary>
    public static bool HasMarkup(ReadOnlySpan<char> text)
    {
        if (!text.Contains('<'))
        {
            return false;
        }

        var scanner = new HtmlScanner(text);
        while (scanner.Read())
        {
            if (scanner.IsComment || HtmlTags.TryGet(scanner.Name, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Index of the character that ends the tag that begins here; 0 where none begins.</summary>
    private int TagEnd(int open)
    {
        if (open > _lastEnd)
        {
            return 0;
        }

        var next = open + 1 < _html.Length ? _html[open + 1] : ' ';
        if (next == '!')
        {
            return CommentEnd(open);
        }

        var isTag = char.IsAsciiLetter(next) || next == '?' || (next == '/' && open + 2 < _html.Length && char.IsAsciiLetter(_html[open + 2]));
        return isTag ? QuotedTagEnd(open) : 0;
    }

    /// <summary>The first end outside of quoted values. Where quotes do not come out even, they are ignored from here on.</summary>
    private int QuotedTagEnd(int open)
    {
        var at = open + 1;
        while (!_ignoreQuotes)
        {
            var found = _html[at..].IndexOfAny(TagEnds);
            if (found < 0)
            {
                _ignoreQuotes = true;
                break;
            }

            at += found;
            if (_html[at] == '>')
            {
                return at;
            }

            at = AfterQuote(at);
        }

        return FirstEnd(open);
    }

    /// <summary>Where a quoted value ends; just behind the quote where it does not begin a value (<c>don't</c>).</summary>
    private int AfterQuote(int quote)
    {
        if (_html[quote - 1] is not ('=' or ' ' or '\n' or '\t'))
        {
            return quote + 1;
        }

        var close = _html[(quote + 1)..].IndexOf(_html[quote]);
        _ignoreQuotes |= close < 0;
        return close < 0 ? quote + 1 : quote + close + 2;
    }

    private int FirstEnd(int open) => open + _html[open..].IndexOf('>');

    private int CommentEnd(int open)
    {
        if (_noCommentEnd || !_html[open..].StartsWith("<!--"))
        {
            return FirstEnd(open);
        }

        var close = _html[(open + 4)..].IndexOf("-->");
        _noCommentEnd = close < 0;
        return close < 0 ? FirstEnd(open) : open + 4 + close + 2;
    }

    private void ReadTag(ReadOnlySpan<char> tag)
    {
        if (tag.Length > 0 && tag[0] == '/')
        {
            IsClosing = true;
            tag = tag[1..];
        }

        var end = 0;
        while (end < tag.Length && (char.IsAsciiLetterOrDigit(tag[end]) || tag[end] is ':' or '-'))
        {
            end++;
        }

        IsComment = tag.Length > 0 && tag[0] is '!' or '?';
        Name = tag[..end];
        Attributes = tag[end..];
    }
}
