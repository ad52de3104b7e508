using System.Text.Json.Nodes;

namespace JobPilot.Evaluation.Metrics;

/// <summary>A sentence of labelled words as a text, its words apart by blanks.</summary>
internal sealed class TokenText
{
    private readonly Dictionary<int, int> _starts = [];
    private readonly Dictionary<int, int> _ends = [];

    public TokenText(IReadOnlyList<string> tokens)
    {
        Text = string.Join(' ', tokens);
        for (var (i, at) = (0, 0); i < tokens.Count; at += tokens[i].Length + 1, i++)
        {
            _starts[at] = i;
            _ends[at + tokens[i].Length] = i + 1;
        }
    }

    public string Text { get; }

    /// <summary>The spans of words that B and I tags mark.</summary>
    public static List<TokenSpan> Labelled(IReadOnlyList<string> tags, string kind)
    {
        var spans = new List<TokenSpan>();
        for (var i = 0; i < tags.Count; i++)
        {
            if (tags[i][0] == 'B' || (tags[i][0] == 'I' && (i == 0 || tags[i - 1][0] == 'O')))
            {
                var end = i + 1;
                while (end < tags.Count && tags[end][0] == 'I')
                {
                    end++;
                }

                spans.Add(new TokenSpan(kind, i, end));
            }
        }

        return spans;
    }

    /// <summary>
    /// The spans of a listing's skills that the labeller found. Marks that the file leaves at a word ("English.") are no part of a skill: a span that
    /// ends before them has the word. One that cuts a word counts as found in a place where nothing is labelled.
    /// </summary>
    /// <param name="listing">The listing.</param>
    /// <param name="source">What of <c>found_by</c> counts.</param>
    /// <param name="kind">The label's kind for it.</param>
    public List<TokenSpan> Found(JsonObject listing, string source, string kind)
    {
        var spans = new List<TokenSpan>();
        foreach (var skill in listing["skills"] as JsonArray ?? [])
        {
            if (skill!["found_by"] is not JsonArray sources || !sources.Any(item => item!.GetValue<string>() == source))
            {
                continue;
            }

            var (start, end) = (skill["start"]!.GetValue<int>(), skill["start"]!.GetValue<int>() + skill["length"]!.GetValue<int>());
            while (start > 0 && Text[start - 1] != ' ' && !char.IsLetterOrDigit(Text[start - 1]) && !_starts.ContainsKey(start))
            {
                start--;
            }

            while (end < Text.Length && Text[end] != ' ' && !char.IsLetterOrDigit(Text[end]) && !_ends.ContainsKey(end))
            {
                end++;
            }

            spans.Add(_starts.TryGetValue(start, out var first) && _ends.TryGetValue(end, out var last) ? new TokenSpan(kind, first, last) : new TokenSpan(kind, -1 - start, -1 - end));
        }

        return spans;
    }
}
