using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>What the titles of a taxonomy mean: a vector for each, and one for all titles of an occupation and of a group. Built once, then read by many threads.</summary>
internal sealed class TitleMeanings
{
    private const int Width = WordVectors.Width;
    private readonly List<(int Occupation, int Entry)> _titles = [];
    private readonly float[] _vectors;
    private readonly Sums _occupations;
    private readonly Sums _groups;
    private readonly int[] _groupOf;

    /// <summary>Looks up the titles of all occupations.</summary>
    public TitleMeanings(List<Occupation> occupations)
    {
        var texts = new List<string>();
        for (var number = 0; number < occupations.Count; number++)
        {
            foreach (var (title, entry) in TitleTerms.Forms(occupations[number]))
            {
                _titles.Add((number, entry));
                texts.Add(title);
            }
        }

        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        _groupOf = [.. occupations.Select(occupation => groups.TryGetValue(occupation.Group, out var group) ? group : groups[occupation.Group] = groups.Count)];
        _vectors = new float[texts.Count * Width];
        (_occupations, _groups) = (new Sums(occupations.Count), new Sums(groups.Count));
        for (var i = 0; i < texts.Count; i++)
        {
            var vector = _vectors.AsSpan(i * Width, Width);
            WordVectors.Shipped.Read(texts[i], vector);
            _occupations.Add(_titles[i].Occupation, vector);
            _groups.Add(_groupOf[_titles[i].Occupation], vector);
        }

        _occupations.End();
        _groups.End();
    }

    /// <summary>Compares a title with all of them.</summary>
    /// <param name="title">The title.</param>
    /// <param name="leftOut">In training: occupation and entry of a title that is compared as if it were not there; null otherwise.</param>
    /// <param name="into">For each occupation how alike it is.</param>
    public void Compare(string title, (int Occupation, int Entry)? leftOut, MeaningLikeness[] into)
    {
        Array.Clear(into);
        Span<float> query = stackalloc float[Width];
        Span<float> groups = stackalloc float[_groups.Count];
        WordVectors.Shipped.Read(title, query);
        for (var group = 0; group < groups.Length; group++)
        {
            groups[group] = _groups.Likeness(group, query, []);
        }

        var without = leftOut is { } left ? Sum(left) : [];
        if (leftOut is { } entry)
        {
            groups[_groupOf[entry.Occupation]] = _groups.Likeness(_groupOf[entry.Occupation], query, without);
        }

        for (var i = 0; i < _titles.Count; i++)
        {
            if (_titles[i] != leftOut)
            {
                into[_titles[i].Occupation].Add(WordVectors.Likeness(query, _vectors.AsSpan(i * Width, Width)), _titles[i].Entry == 0);
            }
        }

        for (var number = 0; number < into.Length; number++)
        {
            into[number].Whole = _occupations.Likeness(number, query, number == leftOut?.Occupation ? without : []);
            into[number].Group = groups[_groupOf[number]];
        }
    }

    /// <summary>The occupations that are most alike, the closest first; fewer where fewer are alike at all.</summary>
    public static IEnumerable<int> Closest(MeaningLikeness[] likeness, int most) =>
        Enumerable.Range(0, likeness.Length).Where(number => likeness[number].Closest.First > 0).OrderByDescending(number => likeness[number].Whole + likeness[number].Closest.First).ThenBy(number => number).Take(most);

    /// <summary>All forms of a title together.</summary>
    private float[] Sum((int Occupation, int Entry) title)
    {
        var sum = new float[Width];
        for (var i = 0; i < _titles.Count; i++)
        {
            for (var at = 0; at < Width && _titles[i] == title; at++)
            {
                sum[at] += _vectors[(i * Width) + at];
            }
        }

        return sum;
    }

    /// <summary>Sums of vectors, and the same one long.</summary>
    private sealed class Sums(int count)
    {
        private readonly float[] _plain = new float[count * Width];
        private readonly float[] _normal = new float[count * Width];

        public int Count => count;

        public void Add(int number, ReadOnlySpan<float> vector)
        {
            for (var i = 0; i < Width; i++)
            {
                _plain[(number * Width) + i] += vector[i];
            }
        }

        /// <summary>Nothing more is added.</summary>
        public void End()
        {
            _plain.CopyTo(_normal, 0);
            for (var number = 0; number < count; number++)
            {
                WordVectors.Normalize(_normal.AsSpan(number * Width, Width));
            }
        }

        /// <summary>How alike a sum is to a vector.</summary>
        /// <param name="number">Which sum.</param>
        /// <param name="vector">The vector.</param>
        /// <param name="without">What is to be taken from the sum first; empty for nothing.</param>
        public float Likeness(int number, ReadOnlySpan<float> vector, ReadOnlySpan<float> without)
        {
            if (without.IsEmpty)
            {
                return WordVectors.Likeness(vector, _normal.AsSpan(number * Width, Width));
            }

            Span<float> rest = stackalloc float[Width];
            for (var i = 0; i < Width; i++)
            {
                rest[i] = _plain[(number * Width) + i] - without[i];
            }

            WordVectors.Normalize(rest);
            return WordVectors.Likeness(vector, rest);
        }
    }
}
