namespace JobPilot.Plugins.Jobs.Teacher;

/// <summary>Splits words into the pieces of a vocabulary, the longest that fit first (WordPiece), without regard to case.</summary>
internal sealed class WordPieces
{
    private const string Within = "##";
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Makes a splitter.</summary>
    /// <param name="vocabulary">The pieces by number; one that does not begin a word has ## before it.</param>
    public WordPieces(IEnumerable<string> vocabulary)
    {
        foreach (var piece in vocabulary)
        {
            _numbers.TryAdd(piece, _numbers.Count);
        }

        (Unknown, Begin, End) = (_numbers["[UNK]"], _numbers["[CLS]"], _numbers["[SEP]"]);
    }

    /// <summary>Stands for a word that no pieces make up.</summary>
    public int Unknown { get; }

    /// <summary>Stands before a sentence.</summary>
    public int Begin { get; }

    /// <summary>Stands behind a sentence.</summary>
    public int End { get; }

    /// <summary>The pieces of a word; at least one.</summary>
    public List<int> Of(string word)
    {
        var text = word.ToLowerInvariant();
        var pieces = new List<int>();
        for (int at = 0, end; at < text.Length; at = end)
        {
            for (end = at + 1; !IsMark(text[at]) && end < text.Length && !IsMark(text[end]); end++)
            {
            }

            pieces.AddRange(OfPart(text[at..end]));
        }

        return pieces.Count == 0 ? [Unknown] : pieces;
    }

    private static bool IsMark(char letter) => letter < 128 ? !char.IsAsciiLetterOrDigit(letter) : char.IsPunctuation(letter);

    private List<int> OfPart(string text)
    {
        var pieces = new List<int>();
        for (int at = 0, end; at < text.Length; at = end)
        {
            var number = 0;
            for (end = text.Length; end > at && !_numbers.TryGetValue(at == 0 ? text[..end] : Within + text[at..end], out number); end--)
            {
            }

            if (end == at)
            {
                return [Unknown];
            }

            pieces.Add(number);
        }

        return pieces;
    }
}
