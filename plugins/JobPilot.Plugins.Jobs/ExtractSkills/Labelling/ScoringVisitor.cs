using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Adds the weights of a sentence's features.</summary>
internal ref struct ScoringVisitor : IFeatureVisitor
{
    private const int Row = BlockTable.RowLength;
    private readonly BlockTable _blocks;
    private readonly WordScores _words;
    private readonly ReadOnlySpan<int> _places;
    private readonly Span<short> _scores;
    private readonly int _count;
    private RowBuffer _all;

    public ScoringVisitor(BlockTable blocks, WordScores words, ReadOnlySpan<int> places, Span<short> scores)
    {
        _blocks = blocks;
        _words = words;
        _scores = scores;
        _places = places;
        _count = places.Length;
    }

    public void Word(int at, ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
        {
            Span<uint> keys = stackalloc uint[WordFeatures.Most];
            foreach (var key in keys[..WordFeatures.Keys(default, at < 0, default, keys, out _)])
            {
                Feature(key, at - WordFeatures.Reach, (2 * WordFeatures.Reach) + 1);
            }

            return;
        }

        var scores = _words.ScoresOf(_places[at]);
        var from = Math.Max(0, at - WordFeatures.Reach);
        var to = Math.Min(_count - 1, at + WordFeatures.Reach);
        ref var target = ref MemoryMarshal.GetReference(_scores);
        ref var source = ref MemoryMarshal.GetReference(scores);
        for (var i = from; i <= to; i++)
        {
            RowMath.Add(ref Unsafe.Add(ref source, (i - at + WordFeatures.Reach) * Row), ref Unsafe.Add(ref target, i * Row));
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
                RowMath.Add(ref _blocks.Row(row), ref _scores[at * Row]);
            }

            row++;
        }
    }

    public void Sentence(uint key)
    {
        if (_blocks.Find(key, out var row) != 0)
        {
            RowMath.Add(ref _blocks.Row(row), ref _all[0]);
        }
    }

    /// <summary>Adds what was said of all words.</summary>
    /// <returns>By how much the best label that marks a word beats "outside" where it does best; below 0 where it nowhere does.</returns>
    public int AddSentence()
    {
        var best = int.MinValue;
        for (var i = 0; i < _count; i++)
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
