using System.Globalization;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>The state of one pass over markup.</summary>
internal sealed class HtmlWalk(TextBuffer buffer, bool oneLine)
{
    /// <summary>Lists nested deeper are written at this depth; hostile nesting cannot blow the text up.</summary>
    private const int DeepestList = 8;
    private const int DeepestStack = 512;

    /// <summary>The lists around: the next number of an ordered one, 0 for an unordered one.</summary>
    private readonly List<int> _lists = [];
    private int _preformatted;
    private int _cellsInRow;
    private bool _firstItem;
    private bool _pageCell;

    /// <summary>Tag whose content is left out, and how many of that name are open.</summary>
    private string? _hidden;
    private int _hiddenDepth;

    public void Run(ReadOnlySpan<char> html)
    {
        var scanner = new HtmlScanner(html);
        while (scanner.Read())
        {
            if (_hidden is null && !scanner.Text.IsEmpty)
            {
                AddText(scanner.Text);
            }

            if (scanner.Name.IsEmpty)
            {
                continue;
            }

            HtmlTags.TryGet(scanner.Name, out var kind);
            if (_hidden is not null)
            {
                LeaveHidden(ref scanner, kind);
            }
            else if (kind == TagKind.Raw)
            {
                if (!scanner.IsClosing)
                {
                    scanner.SkipRaw(scanner.Name);
                }
            }
            else if (!scanner.IsClosing && (kind == TagKind.Dropped || IsHidden(scanner.Attributes)))
            {
                EnterHidden(ref scanner, kind);
            }
            else
            {
                Tag(kind, ref scanner);
            }
        }
    }

    private static bool IsHidden(ReadOnlySpan<char> attributes)
    {
        if (attributes.Length < 6)
        {
            return false;
        }

        var style = attributes.IndexOf("style", StringComparison.OrdinalIgnoreCase);
        if (style >= 0)
        {
            var value = attributes[style..];
            if (Declares(value, "display", "none") || Declares(value, "visibility", "hidden"))
            {
                return true;
            }
        }

        var hidden = attributes.IndexOf("hidden", StringComparison.OrdinalIgnoreCase);
        return hidden > 0
            && char.IsWhiteSpace(attributes[hidden - 1])
            && (hidden + 6 == attributes.Length || attributes[hidden + 6] is ' ' or '=' or '/' or '\t' or '\n')
            && !InQuotes(attributes[..hidden]);
    }

    private static bool InQuotes(ReadOnlySpan<char> before) => before.Count('"') % 2 == 1 || before.Count('\'') % 2 == 1;

    private static bool Declares(ReadOnlySpan<char> style, string property, string value)
    {
        var at = style.IndexOf(property, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return false;
        }

        var rest = style[(at + property.Length)..].TrimStart();
        return rest.Length > 0 && rest[0] == ':' && rest[1..].TrimStart().StartsWith(value, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsVoid(ReadOnlySpan<char> name) =>
        name.Equals("br", StringComparison.OrdinalIgnoreCase) || name.Equals("img", StringComparison.OrdinalIgnoreCase)
        || name.Equals("hr", StringComparison.OrdinalIgnoreCase) || name.Equals("input", StringComparison.OrdinalIgnoreCase)
        || name.Equals("meta", StringComparison.OrdinalIgnoreCase) || name.Equals("link", StringComparison.OrdinalIgnoreCase)
        || name.Equals("wbr", StringComparison.OrdinalIgnoreCase) || name.Equals("col", StringComparison.OrdinalIgnoreCase);

    private void EnterHidden(ref HtmlScanner scanner, TagKind kind)
    {
        if (kind != TagKind.Dropped && (IsVoid(scanner.Name) || scanner.Attributes.EndsWith("/")))
        {
            return;
        }

        _hidden = scanner.Name.ToString();
        _hiddenDepth = 1;
    }

    private void LeaveHidden(ref HtmlScanner scanner, TagKind kind)
    {
        if (!scanner.Name.Equals(_hidden, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var closesItself = kind is TagKind.Paragraph or TagKind.Item && !scanner.IsClosing;
        if (closesItself)
        {
            // A paragraph or item that follows ends the hidden one, although it was not closed.
            _hidden = null;
            Tag(kind, ref scanner);
            return;
        }

        _hiddenDepth += scanner.IsClosing ? -1 : 1;
        if (_hiddenDepth == 0)
        {
            _hidden = null;
        }
    }

    private void AddText(ReadOnlySpan<char> text)
    {
        var keepLines = _preformatted > 0;
        buffer.Text(HtmlText.DecodeAll(text) is { } decoded ? decoded : text, keepLines);
    }

    private void Tag(TagKind kind, ref HtmlScanner scanner)
    {
        switch (kind)
        {
            case TagKind.Line:
                buffer.Break(1);
                break;
            case TagKind.Paragraph:
                buffer.Break(_lists.Count > 0 ? 1 : 2);
                break;
            case TagKind.Preformatted:
                buffer.Break(_lists.Count > 0 ? 1 : 2);
                _preformatted = Math.Max(0, _preformatted + (scanner.IsClosing ? -1 : 1));
                break;
            case TagKind.BreakLine:
                buffer.AddBreak();
                break;
            case TagKind.OrderedList or TagKind.UnorderedList:
                List(kind, ref scanner);
                break;
            case TagKind.Item:
                Item(scanner.IsClosing);
                break;
            case TagKind.Row:
                LeaveCell();
                buffer.Break(1);
                _cellsInRow = 0;
                break;
            case TagKind.Cell:
                Cell(ref scanner);
                break;
            default:
                break;
        }
    }

    private void List(TagKind kind, ref HtmlScanner scanner)
    {
        if (scanner.IsClosing)
        {
            if (_lists.Count > 0)
            {
                _lists.RemoveAt(_lists.Count - 1);
            }

            buffer.DropEmptyMarker();
            buffer.Indent = IndentOfText();
            buffer.Break(1);
            return;
        }

        buffer.Break(1);
        if (_lists.Count < DeepestStack)
        {
            _lists.Add(kind == TagKind.OrderedList ? Start(scanner.Attributes) : 0);
        }

        _firstItem = true;
    }

    private static int Start(ReadOnlySpan<char> attributes)
    {
        var at = attributes.IndexOf("start=", StringComparison.OrdinalIgnoreCase);
        var digits = at < 0 ? default : attributes[(at + 6)..].TrimStart("\"'");
        var end = 0;
        while (end < digits.Length && end < 6 && char.IsAsciiDigit(digits[end]))
        {
            end++;
        }

        return end > 0 && int.TryParse(digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start > 0 ? start : 1;
    }

    private void Item(bool isClosing)
    {
        if (isClosing)
        {
            buffer.DropEmptyMarker();
            buffer.BreakBetweenItems();
            buffer.Indent = IndentOfText();
            return;
        }

        if (_firstItem && _lists.Count <= 1)
        {
            buffer.Break(1);
        }
        else
        {
            buffer.BreakBetweenItems();
        }

        _firstItem = false;
        var number = _lists.Count > 0 ? _lists[^1] : 0;
        if (number > 0)
        {
            _lists[^1] = number + 1;
        }

        if (!oneLine)
        {
            var depth = Math.Clamp(_lists.Count, 1, DeepestList);
            buffer.Marker(2 * (depth - 1), number > 0 ? $"{number.ToString(CultureInfo.InvariantCulture)}. " : "- ");
        }
    }

    /// <summary>Text behind a nested list belongs to the item around it.</summary>
    private int IndentOfText() => 2 * Math.Min(_lists.Count, DeepestList);

    private void Cell(ref HtmlScanner scanner)
    {
        LeaveCell();
        if (scanner.IsClosing)
        {
            return;
        }

        if (!oneLine && IsPage(scanner.Rest))
        {
            _pageCell = true;
            _cellsInRow = 0;
            buffer.Break(1);
            return;
        }

        if (_cellsInRow++ > 0)
        {
            buffer.Separator();
        }

        buffer.OneLine = true;
    }

    private void LeaveCell()
    {
        buffer.OneLine = oneLine;
        if (_pageCell)
        {
            _pageCell = false;
            buffer.Break(1);
        }
    }

    /// <summary>Whether a cell holds a list, preformatted text or several paragraphs: a table that lays out a page. Looks no further than the next cell.</summary>
    private static bool IsPage(ReadOnlySpan<char> rest)
    {
        var paragraphs = 0;
        while (rest.IndexOf('<') is >= 0 and var open)
        {
            rest = rest[(open + 1)..];
            var isClosing = rest.Length > 0 && rest[0] == '/';
            var name = isClosing ? rest[1..] : rest;
            var end = 0;
            while (end < name.Length && char.IsAsciiLetterOrDigit(name[end]))
            {
                end++;
            }

            name = name[..end];
            if (!HtmlTags.TryGet(name, out var kind))
            {
                continue;
            }

            if (kind is TagKind.Cell or TagKind.Row || name.Equals("table", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            paragraphs += kind == TagKind.Paragraph && !isClosing ? 1 : 0;
            if (kind is TagKind.Item or TagKind.Preformatted || paragraphs > 1)
            {
                return true;
            }
        }

        return false;
    }
}
