using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>A sentence and what a teacher holds of it.</summary>
/// <param name="Sentence">The sentence; it has no labels.</param>
/// <param name="Likely">For each of <see cref="TaughtFile.Kinds"/> the likelihood of each label of each word, in row order.</param>
internal sealed record TaughtSentence(LabelledSentence Sentence, float[][] Likely)
{
    /// <summary>Reads a row; null where likelihoods and words do not fit.</summary>
    public static TaughtSentence? Of(JsonObject row)
    {
        float[]?[] likely = [.. TaughtFile.Kinds.Select(kind => Numbers(row[kind.Name]))];
        if (row["tokens"] is not JsonArray tokens || !tokens.All(token => token is JsonValue value && value.TryGetValue<string>(out _)) || likely.Contains(null))
        {
            return null;
        }

        var sentence = LabelledSentence.Of(row);
        var values = sentence.Tokens.Length * LabelModel.Labels;
        return sentence.Tokens.Length == tokens.Count && Array.TrueForAll(likely, of => of!.Length == values) ? new TaughtSentence(sentence, likely!) : null;
    }

    private static float[]? Numbers(JsonNode? node)
    {
        float Number(JsonNode? item) => item is JsonValue value && value.TryGetValue<float>(out var number) ? number : float.NaN;
        return node is JsonArray items && items.Select(Number).ToArray() is { Length: > 0 } numbers && !numbers.Any(float.IsNaN) ? numbers : null;
    }
}
