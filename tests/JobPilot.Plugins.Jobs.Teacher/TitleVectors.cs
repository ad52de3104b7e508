using JobPilot.Plugins.Jobs.ClassifyJob.Occupations;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Taxonomies;
using JobPilot.Plugins.Jobs.Training.Occupations;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JobPilot.Plugins.Jobs.Teacher;

/// <summary>
/// Makes vectors of words for titles. Each begins as what the encoder makes of the word; a matrix that is the same for all of them brings it to fewer numbers, and it
/// has a length and a small correction of its own. These are trained so that a title is closest to the other titles of its occupation.
/// </summary>
internal sealed class TitleVectors
{
    private const int TitlesAStep = 1024;
    private const int WordsAtOnce = 512;
    private const int MostPieces = 16;
    private const int StepsTold = 50;

    /// <summary>Share of all words at which a word begins to count less.</summary>
    private const float Common = 1e-3f;

    private readonly List<string> _words = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<TitleList> _lists = [];

    /// <summary>How many words there are.</summary>
    public int Count => _words.Count;

    /// <summary>Adds a word; a known one stays what it is.</summary>
    /// <returns>Its number.</returns>
    public int Add(string word)
    {
        if (!_numbers.TryGetValue(word, out var number))
        {
            _numbers.Add(word, number = _words.Count);
            _words.Add(word);
        }

        return number;
    }

    /// <summary>Adds a list of occupations.</summary>
    /// <param name="occupations">The list.</param>
    /// <param name="keptBack">How many titles are kept back: those that the ranking is trained on, which is to see vectors that do not know them.</param>
    public void Add(List<Occupation> occupations, int keptBack)
    {
        var back = OccupationTraining.Entries(occupations, keptBack).Select(entry => (entry.Number, entry.Entry)).ToHashSet();
        var titles = occupations.SelectMany((occupation, number) => TitleTerms.Forms(occupation).Select(form => (Words: TitleTerms.Words(form.Title).Select(Add).ToArray(), number, form.Entry)))
            .Where(row => row.Words.Length > 0).ToLookup(row => back.Contains((row.number, row.Entry)), row => (row.Words, row.number));
        _lists.Add(new TitleList(occupations.Count, [.. titles[false]], [.. titles[true]]));
    }

    /// <summary>Trains the vectors and writes them as <see cref="WordVectors"/> reads them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoder">Says what words mean.</param>
    /// <param name="pieces">Splits words for the encoder.</param>
    /// <param name="settings">How they are trained.</param>
    /// <param name="told">Told how far it is.</param>
    public void Write(string path, SentenceEncoder encoder, WordPieces pieces, VectorSettings settings, Action<string> told)
    {
        using var scope = NewDisposeScope();
        var meanings = Meanings(encoder, pieces);
        var (_, directions) = linalg.eigh(matmul(meanings.t(), meanings));
        var matrix = new Parameter(directions.narrow(1, SentenceEncoder.Wide - WordVectors.Width, WordVectors.Width).contiguous().clone(), true);
        var lengths = new Parameter(tensor(Array.ConvertAll(Shares(), share => MathF.Log(Common / (Common + share)))), true);
        var own = new Parameter(zeros(_words.Count, WordVectors.Width), true);
        Tensor Words() => (matmul(meanings, matrix) + own) * lengths.exp().unsqueeze(1);
        using var optimizer = optim.Adam([lengths, matrix, own], settings.Rate);
        for (var step = 0; step <= settings.Steps; step++)
        {
            using var inner = NewDisposeScope();
            foreach (var group in optimizer.ParamGroups)
            {
                group.LearningRate = settings.Rate * Math.Max(0.02, 1 - ((double)step / settings.Steps));
            }

            optimizer.zero_grad();
            var words = Words();
            var loss = _lists.Aggregate(settings.Penalty * own.square().sum() / 1000, (sum, list) => sum + list.Loss(words, TitlesAStep, settings.Sharpness));
            if (step % StepsTold == 0)
            {
                using var still = no_grad();
                told($"step {step}: loss {loss.item<float>():0.000}, kept back among the closest five {string.Join(", ", _lists.Select(list => list.AtFive(words).ToString("0.0")))} %");
            }

            loss.backward();
            optimizer.step();
        }

        Save(path, Words().detach().data<float>().ToArray());
    }

    /// <summary>How often each word stands in titles, of all words.</summary>
    private float[] Shares()
    {
        var shares = new float[_words.Count];
        var all = _lists.SelectMany(list => list.Titles).SelectMany(title => title.Words).ToList();
        all.ForEach(word => shares[word] += 1f / all.Count);
        return shares;
    }

    /// <summary>What the encoder makes of each word: the mean over its pieces, one long, less the mean of all words.</summary>
    private Tensor Meanings(SentenceEncoder encoder, WordPieces pieces)
    {
        encoder.IsTraining = false;
        using var still = no_grad();
        var found = zeros(_words.Count, SentenceEncoder.Wide);
        var split = _words.ConvertAll(word => (List<int>)[pieces.Begin, .. pieces.Of(word).Take(MostPieces), pieces.End]);
        foreach (var batch in Enumerable.Range(0, split.Count).GroupBy(i => split[i].Count).SelectMany(group => group.Chunk(WordsAtOnce)))
        {
            using var inner = NewDisposeScope();
            var length = split[batch[0]].Count;
            var numbers = tensor(batch.SelectMany(i => split[i]).Select(piece => (long)piece).ToArray()).reshape(batch.Length, length);
            var mean = encoder.Encode(numbers, ones(batch.Length, length, dtype: ScalarType.Bool)).mean([1]);
            found.index_copy_(0, tensor(batch.Select(i => (long)i).ToArray()), nn.functional.normalize(mean, 2, 1));
        }

        return found - found.mean([0], true);
    }

    private void Save(string path, float[] numbers)
    {
        var rows = _words.Select((word, i) => (Key: FeatureKey.OfText(word), Row: i)).DistinctBy(row => row.Key).OrderBy(row => row.Key).ToList();
        float Scale(int row) => Math.Max(1e-9f, numbers.AsSpan(row * WordVectors.Width, WordVectors.Width).ToArray().Max(MathF.Abs) / sbyte.MaxValue);
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(rows.Count);
        rows.ForEach(row => writer.Write(row.Key));
        rows.ForEach(row => writer.Write(Scale(row.Row)));
        foreach (var (_, row) in rows)
        {
            var scale = Scale(row);
            foreach (var number in numbers.AsSpan(row * WordVectors.Width, WordVectors.Width))
            {
                writer.Write((sbyte)MathF.Round(number / scale));
            }
        }
    }
}
