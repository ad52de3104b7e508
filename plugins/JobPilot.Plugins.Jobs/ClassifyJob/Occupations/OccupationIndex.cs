using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>
/// The titles of a taxonomy's occupations by their words and groups of letters. For a title it yields the likeliest occupations, each with what speaks
/// for it: its closest titles, all its titles together, its group. Built once, then read by many threads.
/// </summary>
internal sealed class OccupationIndex
{
    private const int MostCandidates = 40;
    private const int MostByMeaning = 15;
    private const float GroupShare = 0.7f;
    private readonly List<Occupation> _occupations;
    private readonly List<IndexedTitle> _titles = [];
    private readonly TermTable<string> _words = new();
    private readonly TermTable<uint> _groups = new();
    private readonly TermWeight[][] _titlesOfWord;
    private readonly TermWeight[][] _titlesOfGroup;
    private readonly TermWeight[][] _occupationsOfWord;
    private readonly TermWeight[][] _occupationsOfGroup;
    private readonly OccupationStatistics[] _statistics;
    private readonly TitleMeanings _meanings;
    private readonly ThreadLocal<Scratch> _scratch;

    /// <summary>Builds the index.</summary>
    public OccupationIndex(List<Occupation> occupations)
    {
        _occupations = occupations;
        var terms = occupations.SelectMany(AddTitles).ToList();
        _statistics = OccupationStatistics.Of(occupations, _titles, terms);
        _words.Weigh(CountOccupations(terms, pair => pair.Words, _words.Count), occupations.Count);
        _groups.Weigh(CountOccupations(terms, pair => pair.Groups, _groups.Count), occupations.Count);
        foreach (var statistics in _statistics)
        {
            statistics.Measure(_words.Weight, _groups.Weight);
        }

        for (var i = 0; i < occupations.Count; i++)
        {
            _statistics[i].Description = occupations[i].Description.Length == 0 ? [] : _words.Vector([.. TitleTerms.Stems(occupations[i].Description, out _).Select(_words.Find).Where(word => word >= 0)]);
        }

        _titlesOfWord = Invert(terms.Select(pair => _words.Vector([.. pair.Words])), _words.Count);
        _titlesOfGroup = Invert(terms.Select(pair => _groups.Vector([.. pair.Groups])), _groups.Count);
        _occupationsOfWord = Invert(_statistics.Select(one => one.Words.Terms.Select(term => new TermWeight(term, one.Words.Likeness([new TermWeight(term, 1)], _words.Weight, null)))), _words.Count);
        _occupationsOfGroup = Invert(_statistics.Select(one => one.Groups.Terms.Select(term => new TermWeight(term, one.Groups.Likeness([new TermWeight(term, 1)], _groups.Weight, null)))), _groups.Count);
        _meanings = new TitleMeanings(occupations);
        _scratch = new ThreadLocal<Scratch>(() => new Scratch(_titles.Count, occupations.Count));
    }

    /// <summary>The occupations, by their numbers.</summary>
    public IReadOnlyList<Occupation> Occupations => _occupations;

    /// <summary>Finds the likeliest occupations of a title, in no order.</summary>
    /// <param name="title">The title.</param>
    /// <param name="leftOut">In training: occupation and entry of a title that the index is asked for as if it did not hold it; null otherwise.</param>
    public List<Candidate> Find(string title, (int Occupation, int Entry)? leftOut = null)
    {
        var best = new Dictionary<int, (Candidate Candidate, float Score)>();
        foreach (var variant in TitleTerms.Variants(title))
        {
            if (Query(variant) is not { AllWords.Length: > 0 } query)
            {
                continue;
            }

            foreach (var candidate in Find(variant, query, leftOut))
            {
                var score = candidate.Features[2] + candidate.Features[5] + candidate.Features[6];
                if (!best.TryGetValue(candidate.Occupation, out var other) || score > other.Score)
                {
                    best[candidate.Occupation] = (candidate, score);
                }
            }
        }

        return [.. best.Values.Select(pair => pair.Candidate)];
    }

    private static int[] CountOccupations(List<(List<int> Words, List<int> Groups, int Occupation)> terms, Func<(List<int> Words, List<int> Groups, int Occupation), List<int>> of, int count)
    {
        var counts = new int[count];
        var last = new int[count];
        foreach (var pair in terms)
        {
            foreach (var term in of(pair))
            {
                counts[term] += last[term] == pair.Occupation + 1 ? 0 : 1;
                last[term] = pair.Occupation + 1;
            }
        }

        return counts;
    }

    private static TermWeight[][] Invert(IEnumerable<IEnumerable<TermWeight>> vectors, int terms)
    {
        var lists = new List<TermWeight>[terms];
        foreach (var (vector, number) in vectors.Select((vector, i) => (vector, i)))
        {
            foreach (var term in vector)
            {
                (lists[term.Number] ??= []).Add(new TermWeight(number, term.Weight));
            }
        }

        return Array.ConvertAll(lists, list => list?.ToArray() ?? []);
    }

    private static void AddTo(float[] sums, TermWeight[] query, TermWeight[][] lists, float share)
    {
        foreach (var term in query)
        {
            var factor = term.Weight * share;
            foreach (var entry in lists[term.Number])
            {
                sums[entry.Number] += factor * entry.Weight;
            }
        }
    }

    private IEnumerable<(List<int> Words, List<int> Groups, int Occupation)> AddTitles(Occupation occupation, int number)
    {
        var groups = new List<uint>();
        foreach (var (title, entry) in TitleTerms.Forms(occupation))
        {
            var stems = TitleTerms.Stems(title, out var head);
            if (stems.Count == 0)
            {
                continue;
            }

            groups.Clear();
            stems.ForEach(stem => TitleTerms.AddGroups(stem, groups));
            var words = stems.ConvertAll(_words.Add);
            _titles.Add(new IndexedTitle(number, entry, [.. words.Distinct()], words[Math.Max(0, head)]));
            yield return (words, groups.ConvertAll(_groups.Add), number);
        }
    }

    private TitleQuery Query(string title)
    {
        var stems = TitleTerms.Stems(title, out var head);
        var groups = new List<uint>();
        stems.ForEach(stem => TitleTerms.AddGroups(stem, groups));
        var words = stems.ConvertAll(_words.Find);
        return new TitleQuery(_words.Vector([.. words]), _groups.Vector(groups.ConvertAll(_groups.Find)), [.. words.Distinct()], head >= 0 ? words[head] : -1);
    }

    private List<Candidate> Find(string title, TitleQuery query, (int Occupation, int Entry)? leftOut)
    {
        var scratch = _scratch.Value!;
        Sum(scratch, query, leftOut);
        _meanings.Compare(title, leftOut, scratch.Meanings);
        scratch.Chosen.Clear();
        scratch.Found.Clear();
        var closest = scratch.Closest;
        foreach (var number in Chosen(scratch, query, leftOut).Union(TitleMeanings.Closest(scratch.Meanings, MostByMeaning)))
        {
            var candidate = new Candidate { Occupation = number };
            var left = leftOut is { } entry && entry.Occupation == number ? _statistics[number].Without(entry.Entry) : null;
            Describe(query, closest[number], _statistics[number], left, ref candidate.Features);
            scratch.Meanings[number].Describe(ref candidate.Features);
            scratch.Found.Add(candidate);
        }

        return scratch.Found;
    }

    /// <summary>Sums up how alike a title is to each title and to each occupation.</summary>
    private void Sum(Scratch scratch, TitleQuery query, (int Occupation, int Entry)? leftOut)
    {
        scratch.Clear();
        AddTo(scratch.Whole, query.Words, _occupationsOfWord, 1);
        AddTo(scratch.Whole, query.Groups, _occupationsOfGroup, GroupShare);
        AddTo(scratch.ByWord, query.Words, _titlesOfWord, 1);
        AddTo(scratch.ByGroup, query.Groups, _titlesOfGroup, 1);
        for (var i = 0; i < _titles.Count; i++)
        {
            if (scratch.ByGroup[i] > 0 || scratch.ByWord[i] > 0)
            {
                var title = _titles[i];
                if (leftOut is not { } left || left.Occupation != title.Occupation || left.Entry != title.Entry)
                {
                    scratch.Closest[title.Occupation].Add(i, scratch.ByWord[i], scratch.ByGroup[i], title.Entry == 0);
                }
            }
        }
    }

    /// <summary>The occupations whose titles together are most like the title, and those with the single closest title.</summary>
    private List<int> Chosen(Scratch scratch, TitleQuery query, (int Occupation, int Entry)? leftOut)
    {
        if (leftOut is { } left)
        {
            var own = _statistics[left.Occupation];
            var taken = own.Without(left.Entry);
            scratch.Whole[left.Occupation] = own.Words.Likeness(query.Words, _words.Weight, taken.Words) + (GroupShare * own.Groups.Likeness(query.Groups, _groups.Weight, taken.Groups));
        }

        var chosen = scratch.Chosen;
        for (var i = 0; i < _occupations.Count; i++)
        {
            if (scratch.Whole[i] > 0)
            {
                chosen.Add(i);
            }
        }

        if (chosen.Count <= MostCandidates)
        {
            return chosen;
        }

        chosen.Sort((one, other) => scratch.Whole[other].CompareTo(scratch.Whole[one]));
        var rest = chosen.GetRange(MostCandidates, chosen.Count - MostCandidates);
        chosen.RemoveRange(MostCandidates, chosen.Count - MostCandidates);
        rest.Sort((one, other) => scratch.Closest[other].Both.First.CompareTo(scratch.Closest[one].Both.First));
        chosen.AddRange(rest.Take(MostCandidates / 4));
        return chosen;
    }

    private void Describe(TitleQuery query, in ClosestTitles closest, OccupationStatistics own, OccupationStatistics? left, ref RankingFeatures features)
    {
        features[0] = closest.ByWord;
        features[1] = closest.ByGroup;
        features[2] = closest.Both.First;
        features[3] = closest.Both.Second;
        features[4] = closest.Both.Mean;
        features[5] = own.Words.Likeness(query.Words, _words.Weight, left?.Words);
        features[6] = own.Groups.Likeness(query.Groups, _groups.Weight, left?.Groups);
        var titles = own.Titles - (left?.Titles ?? 0);
        var (covered, all, missing, belief, groupBelief) = (0f, 0f, 0, 0f, 0f);
        foreach (var word in query.AllWords)
        {
            var weight = _words.Weight(word);
            var expected = word >= 0 ? (0.02f * MathF.Exp(-weight)) + 1e-5f : 1e-5f;
            var count = word >= 0 ? own.Words.Of(word) - (left?.Words.Of(word) ?? 0) : 0;
            var inGroup = word >= 0 ? own.Group.Of(word) - (left?.Words.Of(word) ?? 0) : 0;
            all += weight;
            covered += count > 0 ? weight : 0;
            missing += count > 0 ? 0 : 1;
            belief += MathF.Log((count + (10 * expected)) / (titles + 0.5f)) - MathF.Log(expected);
            groupBelief += MathF.Log((inGroup + (2 * expected)) / (own.Group.Total + 2)) - MathF.Log(expected);
        }

        features[7] = covered / MathF.Max(all, 1e-6f);
        features[8] = missing;
        features[9] = belief / 10;
        features[10] = closest.Label;
        features[11] = Math.Max(0, own.Heads.Of(query.Head) - (left?.Heads.Of(query.Head) ?? 0)) / Math.Max(1, titles);
        features[12] = own.Group.Likeness(query.Words, _words.Weight, left?.Words);
        features[13] = groupBelief / 10;
        features[14] = Dot(query.Words, own.Description);
        features[15] = MathF.Log(1 + titles);
        if (closest.Title >= 0)
        {
            var title = _titles[closest.Title];
            var shared = title.Words.Count(query.AllWords.Contains);
            features[16] = title.Words.Length - shared;
            features[17] = query.AllWords.Length - shared;
            features[18] = features[16] + features[17] == 0 ? 1 : 0;
            features[19] = title.Head == query.Head && query.Head >= 0 ? 1 : 0;
        }

        features[20] = features[11] > 0 ? 1 : 0;
        features[21] = features[0] * features[7];
        features[22] = features[11] * features[7];
    }

    private static float Dot(TermWeight[] one, TermWeight[] other)
    {
        var sum = 0f;
        for (var (i, j) = (0, 0); i < one.Length && j < other.Length;)
        {
            if (one[i].Number == other[j].Number)
            {
                sum += one[i++].Weight * other[j++].Weight;
            }
            else if (one[i].Number < other[j].Number)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return sum;
    }

    /// <summary>What a thread works with.</summary>
    private sealed class Scratch(int titles, int occupations)
    {
        public readonly float[] Whole = new float[occupations];
        public readonly float[] ByWord = new float[titles];
        public readonly float[] ByGroup = new float[titles];
        public readonly ClosestTitles[] Closest = new ClosestTitles[occupations];
        public readonly MeaningLikeness[] Meanings = new MeaningLikeness[occupations];
        public readonly List<int> Chosen = [];
        public readonly List<Candidate> Found = [];

        public void Clear()
        {
            Array.Clear(Whole);
            Array.Clear(ByWord);
            Array.Clear(ByGroup);
            Array.Fill(Closest, new ClosestTitles { Title = -1 });
        }
    }
}
