using System.Runtime.InteropServices;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>Finds the occupations of titles in one taxonomy, with the help of another where there is one. Titles recur, so answers are kept. Thread-safe.</summary>
internal sealed class OccupationFinder
{
    private const int MostKept = 20_000;
    private const int LongestTitle = 300;

    /// <summary>What the ranking with help counts beside the one without: each is right where the other is not, and both together are right most often.</summary>
    private const float ShareOfHelp = 0.4f;

    private readonly KeptValues<string, OccupationMatch[]> _kept = new(MostKept, StringComparer.Ordinal);
    private readonly OccupationIndex _index;
    private readonly OccupationRanking _ranking;
    private readonly OccupationRanking? _helped;
    private readonly OccupationFinder? _other;
    private readonly OccupationBridge? _bridge;

    /// <summary>Makes a finder that asks one taxonomy.</summary>
    /// <param name="index">The taxonomy.</param>
    /// <param name="ranking">How its candidates are ranked.</param>
    public OccupationFinder(OccupationIndex index, OccupationRanking ranking) => (_index, _ranking) = (index, ranking);

    /// <summary>Makes a finder that has help.</summary>
    /// <param name="alone">Finds the occupations in this taxonomy without help.</param>
    /// <param name="other">Finds the occupations in another taxonomy without help.</param>
    /// <param name="helped">How candidates are ranked with the help of the other one.</param>
    public OccupationFinder(OccupationFinder alone, OccupationFinder other, OccupationRanking helped)
        : this(alone._index, alone._ranking) => (_other, _helped, _bridge) = (other, helped, new OccupationBridge(other._index, alone._index));

    /// <summary>Finds the likeliest occupations.</summary>
    /// <param name="title">The title.</param>
    /// <param name="most">How many are wanted.</param>
    /// <returns>The likeliest first; empty where no word of the title is known.</returns>
    public OccupationMatch[] Find(string title, int most)
    {
        title = title.Length > LongestTitle ? title[..LongestTitle] : title;
        if (_kept.TryGet(title, out var known))
        {
            return known;
        }

        OccupationMatch[] found = [.. Rank(title).Take(most).Select(candidate => new OccupationMatch(_index.Occupations[candidate.Occupation], Math.Round(candidate.Belief, 2)))];
        _kept.Add(title, found);
        return found;
    }

    /// <summary>The candidates of a title, the likeliest first.</summary>
    public List<Candidate> Rank(string title)
    {
        var candidates = Candidates(title);
        if (_helped is null)
        {
            _ranking.Rank(candidates);
            return candidates;
        }

        var alone = candidates.ConvertAll(WithoutHelp);
        _ranking.Rank(alone);
        _helped.Rank(candidates);
        var beliefs = alone.ToDictionary(candidate => candidate.Occupation, candidate => candidate.Belief);
        foreach (ref var candidate in CollectionsMarshal.AsSpan(candidates))
        {
            candidate.Belief = (ShareOfHelp * candidate.Belief) + ((1 - ShareOfHelp) * beliefs[candidate.Occupation]);
        }

        candidates.Sort(Candidate.ByBelief);
        return candidates;
    }

    /// <summary>The candidates of a title with what speaks for them, in no order.</summary>
    /// <param name="title">The title.</param>
    /// <param name="leftOut">In training: occupation and entry of the title, which is asked for as if the list did not hold it; null otherwise.</param>
    public List<Candidate> Candidates(string title, (int Occupation, int Entry)? leftOut = null)
    {
        if (_bridge is null)
        {
            return _index.Find(title, leftOut);
        }

        var leads = _bridge.Leads(title, _other!.Rank(title), leftOut);
        var candidates = _index.Find(title, leftOut, OccupationBridge.Strongest(leads));
        OccupationBridge.Describe(candidates, leads);
        return candidates;
    }

    private static Candidate WithoutHelp(Candidate candidate)
    {
        Span<float> features = candidate.Features;
        features[RankingFeatures.Own..].Clear();
        return candidate;
    }
}
