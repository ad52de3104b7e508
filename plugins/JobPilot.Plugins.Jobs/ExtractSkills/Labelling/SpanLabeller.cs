using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>
/// Marks abilities, knowledge and soft skills in a text, sentence by sentence, by linear-chain conditional random fields. Allocates nothing for
/// a sentence that it has seen. Thread-safe.
/// </summary>
internal sealed class SpanLabeller(LabelModel model)
{
    private const int LeastHope = -2 * LabelModel.Scale;

    private static readonly Lazy<SpanLabeller> Of = new(Load);

    // Not one a thread: a run has few at work at once, and many threads over time.
    private readonly ConcurrentQueue<Work> _idle = [];
    private readonly SeenSentences _seen = new();

    /// <summary>The labeller that ships with the plugin; read when it is first asked for.</summary>
    public static SpanLabeller Shipped => Of.Value;

    /// <summary>Reads the labeller that ships with the plugin anew.</summary>
    public static SpanLabeller Load()
    {
        using var stream = EmbeddedText.Open("skill-labels.bin");
        return new SpanLabeller(LabelModel.Read(stream));
    }

    /// <summary>Marks a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="listed">Names of the skill list that stand in it, in order.</param>
    /// <param name="cues">Headings that stand in it, in order: sections on the employer and what it offers are left out.</param>
    /// <param name="into">Where the spans go, in order of the sentences.</param>
    public void Label(string text, List<SkillMatch> listed, List<CueAt> cues, List<LabelledSpan> into)
    {
        var work = _idle.TryDequeue(out var idle) ? idle : new Work(model);
        Label(text, work, listed, cues, into);
        _idle.Enqueue(work);
    }

    private void Label(string text, Work work, List<SkillMatch> listed, List<CueAt> cues, List<LabelledSpan> into)
    {
        for (var (at, name) = (0, 0); ;)
        {
            var count = 0;
            var from = at;
            if (!LabelTokens.TrySkim(text, ref at, out var start, out var end))
            {
                count = LabelTokens.NextSentence(text, ref at, work.Tokens);
                (start, end) = count == 0 ? (at, at) : (work.Tokens[0].Start, work.Tokens[count - 1].End);
            }

            if (start == end)
            {
                return;
            }

            if (SkillContext.IsAside(cues, start))
            {
                continue;
            }

            while (name < listed.Count && listed[name].Start + listed[name].Length <= start)
            {
                name++;
            }

            var key = SeenSentences.KeyOf(text, start, end, listed, name);
            if (!_seen.TryAdd(key, start, into))
            {
                count = count == 0 ? LabelTokens.NextSentence(text, ref from, work.Tokens) : count;
                var known = into.Count;
                if (LabelSentence(text, work, count, listed, ref name))
                {
                    Decode(text, work, count, into);
                }

                _seen.Keep(key, start, CollectionsMarshal.AsSpan(into)[known..]);
            }
        }
    }

    private bool LabelSentence(string text, Work work, int count, List<SkillMatch> listed, ref int name)
    {
        var tokens = work.Tokens.AsSpan(0, count);
        var words = work.Sentence.AsSpan(0, count);
        for (var i = 0; i < count; i++)
        {
            words[i].Listed = ListedNames.Tag(tokens[i], listed, ref name);
        }

        var scores = work.Scores.AsSpan(0, (count + (2 * ScoringVisitor.Margin)) * BlockTable.RowLength);
        scores.Clear();
        var visitor = new ScoringVisitor(model.Blocks, work.Words, scores, work.Pending);
        SentenceFeatures.VisitWords(text, tokens, words, ref visitor);
        if (!HasWord(words) || visitor.AddSentence() < LeastHope)
        {
            // Most sentences of a posting ask for nothing, and their words alone say so: neighbours are not looked at.
            return false;
        }

        SentenceFeatures.VisitNeighbours(words, ref visitor);
        visitor.AddNeighbours();
        return true;
    }

    private static bool HasWord(ReadOnlySpan<SentenceWord> words)
    {
        foreach (ref readonly var word in words)
        {
            if (word.IsWord)
            {
                return true;
            }
        }

        return false;
    }

    private void Decode(string text, Work work, int count, List<LabelledSpan> into)
    {
        for (var kind = 0; kind < LabelModel.Kinds; kind++)
        {
            work.Decoder.Decode(
                text,
                work.Scores.AsSpan((ScoringVisitor.Margin * BlockTable.RowLength) + (kind * LabelModel.Labels), ((count - 1) * BlockTable.RowLength) + LabelModel.Labels),
                model.Transitions.AsSpan(kind * LabelModel.Labels * LabelModel.Labels, LabelModel.Labels * LabelModel.Labels),
                count,
                (LabelKind)kind,
                work.Tokens,
                into);
        }
    }

    /// <summary>What one call works with.</summary>
    private sealed class Work(LabelModel model)
    {
        public readonly LabelToken[] Tokens = new LabelToken[LabelTokens.Longest];
        public readonly SentenceWord[] Sentence = new SentenceWord[LabelTokens.Longest];
        public readonly short[] Scores = new short[(LabelTokens.Longest + (2 * ScoringVisitor.Margin)) * BlockTable.RowLength];
        public readonly PendingFeature[] Pending = new PendingFeature[(LabelTokens.Longest + 1) * SentenceFeatures.MostNeighbours];
        public readonly WordScores Words = new(model);
        public readonly ChainDecoder Decoder = new();
    }
}
