using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Training.Skills;
using static TorchSharp.torch;

namespace JobPilot.Plugins.Jobs.Teacher;

/// <summary>What a trained encoder holds of sentences.</summary>
internal sealed class TeacherLabels(SentenceEncoder encoder)
{
    private const int BatchSize = 32;

    /// <summary>The likelihood of each label of each word that was read.</summary>
    /// <param name="sentences">The sentences.</param>
    /// <returns>For each sentence, in their order: words by kinds by labels, in row order.</returns>
    public float[][] Of(IReadOnlyList<TeacherSentence> sentences)
    {
        encoder.IsTraining = false;
        var found = new float[sentences.Count][];
        foreach (var batch in Enumerable.Range(0, sentences.Count).OrderBy(i => sentences[i].Pieces.Length).Chunk(BatchSize))
        {
            using var scope = NewDisposeScope();
            using var fixedWeights = no_grad();
            var (pieces, isThere, words) = TeacherSentence.Pack(Array.ConvertAll(batch, i => sentences[i]));
            var likely = encoder.Scores(pieces, isThere, words).reshape(-1, LabelModel.Labels).softmax(-1).data<float>().ToArray();
            var at = 0;
            foreach (var i in batch)
            {
                var length = sentences[i].Words.Length * encoder.Outputs;
                found[i] = likely[at..(at + length)];
                at += length;
            }
        }

        return found;
    }

    /// <summary>The likelihoods of one kind.</summary>
    public static float[] OfKind(float[] all, int kind) => [.. all.Chunk(TaughtFile.Kinds.Count * LabelModel.Labels).SelectMany(word => word.Skip(kind * LabelModel.Labels).Take(LabelModel.Labels))];

    /// <summary>Counts the spans of a kind, each chain at its likeliest.</summary>
    public SpanCounts Count(IReadOnlyList<TeacherSentence> sentences, int kind)
    {
        const float scale = 100;
        var counts = new SpanCounts();
        var decoder = new ChainDecoder();
        var labels = Of(sentences);
        for (var i = 0; i < sentences.Count; i++)
        {
            var (sentence, likely) = (sentences[i].Labelled, OfKind(labels[i], kind));
            var words = sentences[i].Words.Length;
            var scores = new short[sentence.Tokens.Length * BlockTable.RowLength];
            for (var at = 0; at < likely.Length; at++)
            {
                scores[(at / LabelModel.Labels * BlockTable.RowLength) + (at % LabelModel.Labels)] = (short)(MathF.Log(MathF.Max(likely[at], 1e-30f)) * scale);
            }

            var spans = new List<LabelledSpan>();
            if (words > 0)
            {
                decoder.Decode(sentence.Text, scores, new short[LabelModel.Labels * LabelModel.Labels], words, TaughtFile.Kinds[kind].Kind, sentence.Tokens.AsSpan(0, words), spans);
            }

            var expected = sentence.Spans[(int)TaughtFile.Kinds[kind].Kind];
            counts = counts.With(new SpanCounts(spans.Count(span => expected.Contains(sentence.ToWords(span.Start, span.Start + span.Length))), spans.Count, expected.Count));
        }

        return counts;
    }

    /// <summary>The row of a sentence in the file; null for one that was not read to its end.</summary>
    public static JsonObject? ToRow(TeacherSentence sentence, float[] labels) =>
        sentence.Words.Length < sentence.Labelled.Tokens.Length ? null : TaughtFile.ToRow(sentence.Labelled.Text.Split(' '), kind => OfKind(labels, kind));
}
