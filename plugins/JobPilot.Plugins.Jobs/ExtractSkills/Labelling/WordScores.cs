using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>
/// Words seen before and the scores that they lend to the words around them: running text repeats its words, and a word by itself has a dozen
/// features for five places. A table of fixed size, used by one call at a time; a newer word takes the place of an older one.
/// </summary>
internal sealed class WordScores
{
    /// <summary>Words that a word lends scores to: itself and those within reach.</summary>
    public const int Places = (2 * WordFeatures.Reach) + 1;
    private const int Size = 16 * 1024;
    private const int Length = Places * BlockTable.RowLength;
    private const ulong Spread = 0x9E3779B97F4A7C15;
    private readonly LabelModel _model;
    private readonly ulong[] _keys = new ulong[Size];
    private readonly short[] _scores = new short[Size * Length];
    private readonly SentenceWord[] _words = new SentenceWord[Size];
    private readonly byte[] _older = new byte[Size / 2];

    public WordScores(LabelModel model) => _model = model;

    /// <summary>Finds a word, or reckons its scores.</summary>
    /// <returns>Its place in the table, until the next call.</returns>
    public int Find(ReadOnlySpan<char> word)
    {
        // Two places a word: with one, words that share it would drive each other out for ever.
        var hash = WordHash(word);
        var pair = (int)(hash >> 40) & ((Size / 2) - 1);
        var at = pair * 2;
        if (_keys[at] == hash)
        {
            return at;
        }

        if (_keys[at + 1] != hash)
        {
            at += _older[pair];
            _older[pair] ^= 1;
            Fill(at, word);
            _keys[at] = hash;
            return at;
        }

        return at + 1;
    }

    /// <summary>Scores for the word two before the word, and so on up to two behind it.</summary>
    public ReadOnlySpan<short> ScoresOf(int at) => _scores.AsSpan(at * Length, Length);

    /// <summary>What features of several words need to know of the word.</summary>
    public ref readonly SentenceWord WordOf(int at) => ref _words[at];

    private void Fill(int at, ReadOnlySpan<char> word)
    {
        Span<char> buffer = stackalloc char[WordForm.Longest];
        Span<uint> keys = stackalloc uint[WordFeatures.Most];
        var clusters = SentenceWords.Describe(word, _model.Clusters, buffer, out _words[at]);
        var scores = _scores.AsSpan(at * Length, Length);
        scores.Clear();
        foreach (var key in keys[..WordFeatures.Keys(word, false, clusters, keys, out _)])
        {
            var roles = _model.Blocks.Find(key, out var row);
            for (var place = 0; roles != 0; place++, roles >>= 1)
            {
                if ((roles & 1) != 0)
                {
                    RowMath.Add(ref _model.Blocks.Row(row++), ref scores[place * BlockTable.RowLength]);
                }
            }
        }
    }

    private static ulong WordHash(ReadOnlySpan<char> word)
    {
        // Four letters at a time; of the last four those that were not yet read.
        var hash = 14695981039346656037UL ^ (ulong)word.Length;
        ref var first = ref MemoryMarshal.GetReference(word);
        var at = 0;
        for (; at + 4 <= word.Length; at += 4)
        {
            hash = (hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref first, at)))) * Spread;
            hash ^= hash >> 29;
        }

        var rest = 0UL;
        for (; at < word.Length; at++)
        {
            rest = (rest << 16) | word[at];
        }

        hash = (hash ^ rest) * Spread;
        hash ^= hash >> 29;
        return hash | 1;
    }
}
