using System.Globalization;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>Spans that were found, that are there, and that are both.</summary>
internal readonly record struct SpanCounts(int Right, int Found, int Labelled)
{
    public double F1 => 200.0 * Right / Math.Max(1, Found + Labelled);

    public static SpanCounts Of(IEnumerable<LabelledSentence> sentences, int kind, float[] weights, float[] links, float shift)
    {
        var counts = new SpanCounts();
        var decoder = new ChainDecoder();
        var scores = new short[LabelTokens.Longest * BlockTable.RowLength];
        var transitions = Array.ConvertAll(links, weight => (short)Math.Round(weight * LabelModel.Scale));
        var spans = new List<LabelledSpan>();
        foreach (var sentence in sentences)
        {
            var count = sentence.Tokens.Length;
            for (var i = 0; i < count; i++)
            {
                for (var label = 0; label < LabelModel.Labels; label++)
                {
                    var sum = sentence.Features[i].Sum(feature => weights[(feature * LabelModel.Labels) + label]) + (label == 0 ? shift : 0);
                    scores[(i * BlockTable.RowLength) + label] = (short)Math.Round(sum * LabelModel.Scale);
                }
            }

            spans.Clear();
            decoder.Decode(sentence.Text, scores, transitions, count, (LabelKind)kind, sentence.Tokens, spans);
            var right = spans.Count(span => sentence.Spans[kind].Contains(sentence.ToWords(span.Start, span.Start + span.Length)));
            counts = counts.With(new SpanCounts(right, spans.Count, sentence.Spans[kind].Count));
        }

        return counts;
    }

    public SpanCounts With(SpanCounts other) => new(Right + other.Right, Found + other.Found, Labelled + other.Labelled);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"F1 {F1:0.00} (precision {100.0 * Right / Math.Max(1, Found):0.0}, recall {100.0 * Right / Math.Max(1, Labelled):0.0})");
}
