using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Training.Skills;
using static TorchSharp.torch;

namespace JobPilot.Plugins.Jobs.Teacher;

/// <summary>Trains the encoder and the layer on top, all of them at once, on the labels of words.</summary>
/// <param name="encoder">The encoder.</param>
/// <param name="epochs">Passes over the sentences.</param>
/// <param name="rate">Longest step; steps grow up to it in the first tenth of all, and shrink from then on.</param>
/// <param name="seed">Decides the order of the sentences.</param>
internal sealed class TeacherTraining(SentenceEncoder encoder, int epochs, double rate, int seed)
{
    private const int BatchSize = 16;
    private const int BatchesSorted = 50;
    private const double WarmUp = 0.1;
    private const double LeastRate = 0.02;
    private readonly Random _random = new(seed);

    /// <summary>Trains on sentences that have labels of each kind.</summary>
    /// <param name="sentences">The sentences.</param>
    /// <param name="ended">Told of each pass: its number, from 1, and the mean loss.</param>
    public void Train(List<TeacherSentence> sentences, Action<int, double> ended)
    {
        using var optimizer = optim.AdamW(encoder.Trained, rate, weight_decay: 0.01);
        var batches = (sentences.Count + BatchSize - 1) / BatchSize;
        var step = 0;
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            encoder.IsTraining = true;
            var loss = 0.0;
            foreach (var batch in Batches(sentences))
            {
                var done = (double)step++ / (epochs * batches);
                var share = Math.Min((done / WarmUp) + (1.0 / batches), Math.Max(LeastRate, (1 - done) / (1 - WarmUp)));
                foreach (var group in optimizer.ParamGroups)
                {
                    group.LearningRate = rate * Math.Min(1, share);
                }

                loss += Step(optimizer, batch) / batches;
            }

            encoder.IsTraining = false;
            ended(epoch, loss);
        }
    }

    /// <summary>Batches of sentences about as long as each other, in an order of chance.</summary>
    private TeacherSentence[][] Batches(List<TeacherSentence> sentences)
    {
        var order = sentences.ToArray();
        _random.Shuffle(order);
        var batches = order.Chunk(BatchSize * BatchesSorted).SelectMany(pool => pool.OrderBy(sentence => sentence.Pieces.Length).Chunk(BatchSize)).ToArray();
        _random.Shuffle(batches);
        return batches;
    }

    private double Step(optim.Optimizer optimizer, TeacherSentence[] batch)
    {
        using var scope = NewDisposeScope();
        var (pieces, isThere, words) = TeacherSentence.Pack(batch);
        var labels = batch.SelectMany(sentence => Enumerable.Range(0, sentence.Words.Length).SelectMany(word => TaughtFile.Kinds.Select(taught => (long)sentence.Labelled.Labels[(int)taught.Kind]![word])));
        optimizer.zero_grad();
        var scores = encoder.Scores(pieces, isThere, words).reshape(-1, LabelModel.Labels);
        var loss = nn.functional.cross_entropy(scores, tensor(labels.ToArray()));
        loss.backward();
        nn.utils.clip_grad_norm_(encoder.Trained, 1);
        optimizer.step();
        return loss.item<float>();
    }
}
