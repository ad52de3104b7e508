namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>
/// Turns a posting's markup into text in one pass: paragraphs and headings apart by an empty line, list items with markers, cells with bars. No
/// tree is built, so nesting costs nothing; what a stack is needed for is capped.
/// </summary>
internal static class HtmlText
{
    private const int MostRounds = 4;

    [ThreadStatic]
    private static TextBuffer? _buffer;

    /// <summary>Cleans a description; the same string where nothing is to be done.</summary>
    public static string Clean(string text) => Clean(text, oneLine: false);

    /// <summary>Cleans a title or name: what is left stands on one line.</summary>
    public static string CleanLine(string text) => Clean(text, oneLine: true);

    private static string Clean(string text, bool oneLine)
    {
        var source = Mojibake.Repair(text);
        var isMarkup = HtmlScanner.HasMarkup(source);
        for (var round = 0; round < MostRounds && !isMarkup && source.Contains('&', StringComparison.Ordinal); round++)
        {
            var decoded = Entities.Decode(source);
            if (ReferenceEquals(decoded, source))
            {
                break;
            }

            source = decoded;
            isMarkup = HtmlScanner.HasMarkup(source);
        }

        var buffer = _buffer ??= new TextBuffer();
        buffer.Clear();
        buffer.OneLine = oneLine;
        if (isMarkup)
        {
            new HtmlWalk(buffer, oneLine).Run(source);
        }
        else
        {
            buffer.Text(source, keepLines: true);
        }

        var clean = buffer.Finish(text);
        clean = UnicodeComposition.Compose(isMarkup ? Mojibake.Repair(clean) : clean);
        return clean == text ? text : clean;
    }

    /// <summary>Decodes until nothing changes: authors' tools escape twice. In real markup what comes out is text, whatever it looks like.</summary>
    public static string DecodeAll(string text)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var decoded = Entities.Decode(text);
            if (ReferenceEquals(decoded, text))
            {
                break;
            }

            text = decoded;
        }

        return text;
    }
}
