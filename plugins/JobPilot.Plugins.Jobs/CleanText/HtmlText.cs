using System.Buffers;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>
/// Turns a posting's markup into text in one pass: paragraphs and headings apart by an empty line, list items with markers, cells with bars. No
/// tree is built, so nesting costs nothing; what a stack is needed for is capped.
/// </summary>
internal static class HtmlText
{
    private const int MostRounds = 4;
    private const string Plain = " !\"#$%'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    private static readonly SearchValues<char> PlainLine = SearchValues.Create(Plain);
    private static readonly SearchValues<char> PlainText = SearchValues.Create(Plain + "\n");

    [ThreadStatic]
    private static TextBuffer? _buffer;

    /// <summary>Cleans a description; null where nothing is to be done.</summary>
    public static string? Clean(ReadOnlySpan<char> text) => Clean(text, oneLine: false);

    /// <summary>Cleans a title or name: what is left stands on one line. The same string where nothing is to be done.</summary>
    public static string CleanLine(string text) => Clean(text, oneLine: true) ?? text;

    private static string? Clean(ReadOnlySpan<char> text, bool oneLine) => IsClean(text, oneLine) ? null : Rewrite(text, oneLine);

    /// <summary>Whether a text is seen to need nothing: plain letters with single blanks, as most are.</summary>
    internal static bool IsClean(ReadOnlySpan<char> text, bool oneLine)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        var isTrimmed = text[0] is not (' ' or '\n') && text[^1] is not (' ' or '\n');
        return isTrimmed && !text.ContainsAnyExcept(oneLine ? PlainLine : PlainText) && !text.Contains("  ", StringComparison.Ordinal)
            && (oneLine || (!text.Contains(" \n", StringComparison.Ordinal) && !text.Contains("\n ", StringComparison.Ordinal) && !text.Contains("\n\n\n", StringComparison.Ordinal)));
    }

    /// <summary>Cleans a text, whatever it holds; null where it comes out as it went in.</summary>
    internal static string? Rewrite(ReadOnlySpan<char> text, bool oneLine)
    {
        var source = Mojibake.Repair(text) is { } repaired ? repaired : text;
        var isMarkup = HtmlScanner.HasMarkup(source);
        for (var round = 0; round < MostRounds && !isMarkup && Entities.Decode(source) is { } decoded; round++)
        {
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

        var clean = buffer.Finish();
        clean = isMarkup && Mojibake.Repair(clean) is { } again ? again : clean;
        clean = UnicodeComposition.Compose(clean) is { } composed ? composed : clean;
        return clean.SequenceEqual(text) ? null : clean.ToString();
    }

    /// <summary>Decodes until nothing changes: authors' tools escape twice. In real markup what comes out is text, whatever it looks like. Null where nothing is to be decoded.</summary>
    public static string? DecodeAll(ReadOnlySpan<char> text)
    {
        var decoded = Entities.Decode(text);
        for (var round = 1; round < MostRounds && decoded is not null && Entities.Decode(decoded) is { } again; round++)
        {
            decoded = again;
        }

        return decoded;
    }
}
