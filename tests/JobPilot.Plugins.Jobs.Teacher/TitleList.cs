using JobPilot.Plugins.Jobs.ClassifyJob.Occupations;
using static TorchSharp.torch;

namespace JobPilot.Plugins.Jobs.Teacher;

/// <summary>The titles of one list of occupations: those that vectors are trained on, and those that are kept back.</summary>
internal sealed class TitleList
{
    private readonly int _occupations;
    private readonly PackedTitles _trained;
    private readonly PackedTitles _keptBack;
    private readonly Tensor _usable;

    /// <summary>Makes a list.</summary>
    /// <param name="occupations">How many occupations there are.</param>
    /// <param name="titles">The titles to train on: numbers of their words, and whose they are.</param>
    /// <param name="keptBack">The titles that are kept back.</param>
    public TitleList(int occupations, IReadOnlyList<(int[] Words, int Occupation)> titles, IReadOnlyList<(int[] Words, int Occupation)> keptBack)
    {
        (_occupations, Titles) = (occupations, titles);
        (_trained, _keptBack) = (new PackedTitles(titles), new PackedTitles(keptBack));
        var counts = titles.CountBy(title => title.Occupation).ToDictionary();

        // The only title of an occupation has nothing to be close to.
        _usable = tensor(Enumerable.Range(0, titles.Count).Where(i => counts[titles[i].Occupation] > 1).Select(i => (long)i).ToArray());
    }

    /// <summary>The titles to train on.</summary>
    public IReadOnlyList<(int[] Words, int Occupation)> Titles { get; }

    /// <summary>How far some titles, drawn by chance, are from the other titles of their occupations, measured by how close they are to all.</summary>
    /// <param name="words">A vector a row for each word.</param>
    /// <param name="count">How many titles are drawn.</param>
    /// <param name="sharpness">What likeness is multiplied by before it is made a likelihood.</param>
    public Tensor Loss(Tensor words, int count, double sharpness)
    {
        var titles = _trained.Vectors(words);
        var sums = Sums(titles);
        var chosen = _usable.index_select(0, randint(0, _usable.shape[0], [count], dtype: ScalarType.Int64));
        var (queries, owners) = (titles.index_select(0, chosen), _trained.Occupation.index_select(0, chosen));
        var own = nn.functional.normalize(sums.index_select(0, owners) - queries, 2, 1).mul(queries).sum(1).unsqueeze(1);
        var isOwn = nn.functional.one_hot(owners, _occupations).to(ScalarType.Float32);
        var likeness = (matmul(queries, nn.functional.normalize(sums, 2, 1).t()) * (1 - isOwn)) + (isOwn * own);
        return nn.functional.cross_entropy(likeness * sharpness, owners);
    }

    /// <summary>Of how many titles that were kept back the occupation is among the five closest, in percent.</summary>
    public double AtFive(Tensor words)
    {
        var likeness = matmul(_keptBack.Vectors(words), nn.functional.normalize(Sums(_trained.Vectors(words)), 2, 1).t());
        var (_, closest) = likeness.topk(5, 1);
        return 100.0 * closest.eq(_keptBack.Occupation.unsqueeze(1)).any(1).to(ScalarType.Float32).mean().item<float>();
    }

    private Tensor Sums(Tensor titles) => zeros(_occupations, WordVectors.Width).index_add(0, _trained.Occupation, titles, 1);

    /// <summary>Titles in tensors.</summary>
    private sealed class PackedTitles(IReadOnlyList<(int[] Words, int Occupation)> titles)
    {
        private readonly Tensor _words = tensor(titles.SelectMany(title => title.Words).Select(word => (long)word).ToArray());
        private readonly Tensor _titleOfWord = tensor(titles.SelectMany((title, i) => title.Words.Select(_ => (long)i)).ToArray());

        /// <summary>Whose each title is.</summary>
        public Tensor Occupation { get; } = tensor(titles.Select(title => (long)title.Occupation).ToArray());

        /// <summary>A vector a title, one long.</summary>
        public Tensor Vectors(Tensor words) =>
            nn.functional.normalize(zeros(titles.Count, WordVectors.Width).index_add(0, _titleOfWord, words.index_select(0, _words), 1), 2, 1);
    }
}
