using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>
/// A file of what a teacher holds of sentences that nobody labelled: an object a line, with <c>tokens</c>, and for each kind the likelihood of each
/// label of each token, five numbers of 0..1 a token.
/// </summary>
internal static class TaughtFile
{
    private const int LeastWords = 2;
    private const int MostWords = 80;
    private const int Digits = 4;

    /// <summary>The kinds of span that are taught, and what a file calls them.</summary>
    public static IReadOnlyList<(LabelKind Kind, string Name)> Kinds { get; } = [(LabelKind.Ability, "ability"), (LabelKind.Knowledge, "knowledge")];

    /// <summary>Sentences to be taught by: each once, neither very short nor very long, drawn by chance.</summary>
    public static List<string[]> Choose(IEnumerable<string[]> sentences, int most, int seed)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        string[][] all = [.. sentences.Where(words => words.Length is >= LeastWords and <= MostWords && seen.Add(string.Join(' ', words)))];
        new Random(seed).Shuffle(all);
        return [.. all.Take(most)];
    }

    /// <summary>Makes a row.</summary>
    /// <param name="words">The tokens.</param>
    /// <param name="likely">For each of <see cref="Kinds"/>: a row of likelihoods a token.</param>
    public static JsonObject ToRow(string[] words, Func<int, float[]> likely)
    {
        var row = new JsonObject { ["tokens"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };
        for (var kind = 0; kind < Kinds.Count; kind++)
        {
            row[Kinds[kind].Name] = new JsonArray([.. likely(kind).Select(value => (JsonNode)Math.Round(value, Digits))]);
        }

        return row;
    }

    /// <summary>Writes a file.</summary>
    public static void Write(string path, IEnumerable<JsonObject> rows) => File.WriteAllLines(path, rows.Select(row => row.ToJsonString()));

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It holds no sentence, or one whose likelihoods do not fit its tokens.</exception>
    public static List<TaughtSentence> Read(string path)
    {
        List<TaughtSentence> sentences = [.. Lines.Of(path).Select((row, i) => TaughtSentence.Of(row) ?? throw new InvalidDataException($"{path}: the likelihoods of sentence {i + 1} do not fit its tokens. Write the file anew."))];
        return sentences.Count > 0 ? sentences : throw new InvalidDataException($"{path}: there is no sentence of a teacher in it. Write the file anew.");
    }
}
