using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>A sentence with the labels that annotators gave, its features as numbers.</summary>
internal sealed class LabelledSentence
{
    private LabelledSentence(string text, LabelToken[] tokens) => (Text, Tokens) = (text, tokens);

    public string Text { get; }

    public LabelToken[] Tokens { get; }

    /// <summary>The label of each word, for each kind; null where the file does not label the kind.</summary>
    public byte[]?[] Labels { get; } = new byte[LabelModel.Kinds][];

    /// <summary>The spans in the annotators' words, for each kind.</summary>
    public HashSet<(int Start, int End)>[] Spans { get; } = [[], [], []];

    /// <summary>Features of each word.</summary>
    public int[][] Features { get; set; } = [];

    /// <summary>Where the annotators' words begin and end.</summary>
    private (int Start, int End)[] Words { get; init; } = [];

    /// <summary>Reads a row: <c>tokens</c>, and the tags of a kind in BIO form.</summary>
    public static LabelledSentence Of(JsonObject row, params ReadOnlySpan<(string Tags, LabelKind Kind)> kinds)
    {
        var words = Strings(row, "tokens");
        var text = string.Join(' ', words);
        var places = new (int, int)[words.Length];
        for (var (i, at) = (0, 0); i < words.Length; at += words[i].Length + 1, i++)
        {
            places[i] = (at, at + words[i].Length);
        }

        var sentence = new LabelledSentence(text, Tokenize(text)) { Words = places };
        foreach (var (tags, kind) in kinds)
        {
            sentence.Add(Strings(row, tags), kind);
        }

        return sentence;
    }

    /// <summary>The same sentence as one that has no span of a kind.</summary>
    public LabelledSentence Without(LabelKind kind)
    {
        var sentence = new LabelledSentence(Text, Tokens) { Words = Words };
        sentence.Labels[(int)kind] = new byte[Tokens.Length];
        return sentence;
    }

    /// <summary>A span of the text in the annotators' words; a word counts where the span touches it.</summary>
    public (int Start, int End) ToWords(int start, int end) => (Array.FindIndex(Words, word => word.End > start), Array.FindLastIndex(Words, word => word.Start < end) + 1);

    private static string[] Strings(JsonObject row, string name) => [.. row[name]!.AsArray().Select(item => item!.GetValue<string>())];

    private static LabelToken[] Tokenize(string text)
    {
        var all = new List<LabelToken>();
        var buffer = new LabelToken[LabelTokens.Longest];
        var at = 0;
        while (LabelTokens.NextSentence(text, ref at, buffer) is > 0 and var count)
        {
            all.AddRange(buffer.AsSpan(0, count));
        }

        return [.. all];
    }

    private void Add(string[] tags, LabelKind kind)
    {
        var labels = new byte[Tokens.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            if (tags[i][0] == 'O' || (tags[i][0] == 'I' && i > 0 && tags[i - 1][0] != 'O'))
            {
                continue;
            }

            var end = i + 1;
            while (end < tags.Length && tags[end][0] == 'I')
            {
                end++;
            }

            Spans[(int)kind].Add((i, end));
            Mark(labels, Words[i].Start, Words[end - 1].End);
        }

        Labels[(int)kind] = labels;
    }

    private void Mark(byte[] labels, int start, int end)
    {
        var first = Array.FindIndex(Tokens, token => token.End > start);
        var last = Array.FindLastIndex(Tokens, token => token.Start < end);
        while (last > first && Text[Tokens[last].End - 1] is not ('+' or ')') && !char.IsLetterOrDigit(Text[Tokens[last].End - 1]))
        {
            last--;
        }

        if (first < 0 || last < first)
        {
            return;
        }

        labels.AsSpan(first, last - first + 1).Fill(2);
        (labels[first], labels[last]) = first == last ? ((byte)4, (byte)4) : ((byte)1, (byte)3);
    }
}
