using JobPilot.Plugins.Jobs.Training.Skills;
using static TorchSharp.torch;

namespace JobPilot.Plugins.Jobs.Teacher;

/// <summary>A sentence in pieces of words.</summary>
internal sealed class TeacherSentence
{
    private const int MostPieces = 96;
    private const int MostOfWord = 12;

    private TeacherSentence(LabelledSentence labelled, int[] pieces, int[] words) => (Labelled, Pieces, Words) = (labelled, pieces, words);

    public LabelledSentence Labelled { get; }

    /// <summary>Numbers of the pieces.</summary>
    public int[] Pieces { get; }

    /// <summary>The first piece of each word; of a sentence that is too long only of its first words.</summary>
    public int[] Words { get; }

    /// <summary>Splits a sentence.</summary>
    public static TeacherSentence Of(LabelledSentence sentence, WordPieces vocabulary)
    {
        List<int> pieces = [vocabulary.Begin];
        var words = new List<int>();
        foreach (var token in sentence.Tokens)
        {
            var word = vocabulary.Of(sentence.Text[token.Start..token.End]).Take(MostOfWord).ToList();
            if (pieces.Count + word.Count >= MostPieces)
            {
                break;
            }

            words.Add(pieces.Count);
            pieces.AddRange(word);
        }

        return new TeacherSentence(sentence, [.. pieces, vocabulary.End], [.. words]);
    }

    /// <summary>What the encoder takes: the pieces of sentences in rows of one length, where there is one, and where words begin.</summary>
    public static (Tensor Pieces, Tensor IsThere, Tensor Words) Pack(IReadOnlyList<TeacherSentence> sentences)
    {
        var length = sentences.Max(sentence => sentence.Pieces.Length);
        var pieces = new long[sentences.Count * length];
        var isThere = new bool[pieces.Length];
        var words = new List<long>();
        for (var row = 0; row < sentences.Count; row++)
        {
            var begin = row * length;
            for (var i = 0; i < sentences[row].Pieces.Length; i++)
            {
                (pieces[begin + i], isThere[begin + i]) = (sentences[row].Pieces[i], true);
            }

            words.AddRange(sentences[row].Words.Select(word => (long)(begin + word)));
        }

        return (tensor(pieces).reshape(sentences.Count, length), tensor(isThere).reshape(sentences.Count, length), tensor(words.ToArray()));
    }
}
