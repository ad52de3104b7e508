using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Adds the weights of a sentence's features.</summary>
internal ref struct ScoringVisitor : IFeatureVisitor
{
    /// <summary>Rows before the first word and behind the last one: what features say of places outside of the sentence goes there, without a question.</summary>
    public const int Margin = WordFeatures.Reach;

    private const int Row = BlockTable.RowLength;
    private readonly BlockTable _blocks;
    private readonly WordScores _words;
    private readonly Span<short> _scores;
    private readonly Span<PendingFeature> _pending;
    private readonly int _count;
    private int _waiting;
    private RowBuffer _all;

    /// <summary>Makes a visitor.</summary>
    /// <param name="blocks">The model's features.</param>
    /// <param name="words">Scores of words by themselves.</param>
    /// <param name="scores">A row for each word, all 0, with <see cref="Margin"/> rows before and behind them.</param>
    /// <param name="pending">Room for <see cref="SentenceFeatures.MostNeighbours"/> features a word, and as many again.</param>
    public ScoringVisitor(BlockTable blocks, WordScores words, Span<short> scores, Span<PendingFeature> pending)
    {
        _blocks = blocks;
        _words = words;
        _scores = scores;
        _pending = pending;
        _count = (scores.Length / Row) - (2 * Margin);
    }

    public readonly SentenceWord Word(int at, ReadOnlySpan<char> word)
    {
        // At once: the place of a word may be another's by the end of the sentence.
        var place = _words.Find(word);
        ref var target = ref MemoryMarshal.GetReference(_scores.Slice(at * Row, WordScores.Places * Row));
        ref var source = ref MemoryMarshal.GetReference(_words.ScoresOf(place));
        for (var i = 0; i < WordScores.Places; i++)
        {
            RowMath.Add(ref Unsafe.Add(ref source, i * Row), ref Unsafe.Add(ref target, i * Row));
        }

        return _words.WordOf(place);
    }

    public readonly void End(int at)
    {
        Span<uint> keys = stackalloc uint[WordFeatures.Most];
        foreach (var key in keys[..WordFeatures.Keys(default, at < 0, default, keys, out _)])
        {
            Feature(key, at - WordFeatures.Reach, (2 * WordFeatures.Reach) + 1);
        }
    }

    public readonly void Feature(uint key, int first, int count)
    {
        var roles = _blocks.Find(key, out var row);
        for (var at = first; roles != 0; at++, roles >>= 1)
        {
            if ((roles & 1) == 0)
            {
                continue;
            }

            if ((uint)at < (uint)_count)
            {
                RowMath.Add(ref _blocks.Row(row), ref _scores[(at + Margin) * Row]);
            }

            row++;
        }
    }

    public void Neighbours(uint key, int first, int count)
    {
        // No branch: whether the model knows them is as good as chance.
        _pending[_waiting] = new PendingFeature(key, first);
        _waiting += _blocks.MayHold(key);
    }

    public void Sentence(uint key)
    {
        if (_blocks.MayHold(key) != 0 && _blocks.Find(key, out var row) != 0)
        {
            RowMath.Add(ref _blocks.Row(row), ref _all[0]);
        }
    }

    /// <summary>Adds what was said of neighbours. Called once, behind the last.</summary>
    public readonly void AddNeighbours()
    {
        foreach (ref readonly var feature in _pending[.._waiting])
        {
            var roles = _blocks.Find(feature.Key, out var row);
            ref var scores = ref _scores[(feature.At + Margin) * Row];
            RowMath.AddIf(ref _blocks.Row(row), roles & 1, ref scores);
            RowMath.AddIf(ref _blocks.Row(row + (roles & 1)), roles >> 1, ref Unsafe.Add(ref scores, Row));
        }
    }

    /// <summary>Adds what was said of all words.</summary>
    /// <returns>By how much the best label that marks a word beats "outside" where it does best; below 0 where it nowhere does.</returns>
    public int AddSentence()
    {
        var best = int.MinValue;
        for (var i = Margin; i < _count + Margin; i++)
        {
            RowMath.Add(ref _all[0], ref _scores[i * Row]);
            var row = _scores.Slice(i * Row, Row);
            for (var at = 0; at < LabelModel.Kinds * LabelModel.Labels; at += LabelModel.Labels)
            {
                best = Math.Max(best, Math.Max(Math.Max(row[at + 1], row[at + 2]), Math.Max(row[at + 3], row[at + 4])) - row[at]);
            }
        }

        return best;
    }

    [InlineArray(Row)]
    private struct RowBuffer
    {
        private short _first;
    }
}
