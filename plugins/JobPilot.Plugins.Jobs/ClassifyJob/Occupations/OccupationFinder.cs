using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>Finds the occupations of titles in a taxonomy. Titles recur, so answers are kept. Thread-safe.</summary>
/// <param name="index">The taxonomy.</param>
/// <param name="ranking">How its candidates are ranked.</param>
internal sealed class OccupationFinder(OccupationIndex index, OccupationRanking ranking)
{
    private const int MostKept = 20_000;
    private const int LongestTitle = 300;
    private readonly KeptValues<string, OccupationMatch[]> _kept = new(MostKept, StringComparer.Ordinal);

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

        OccupationMatch[] found = [.. Rank(title).Take(most).Select(candidate => new OccupationMatch(index.Occupations[candidate.Occupation], Math.Round(candidate.Belief, 2)))];
        _kept.Add(title, found);
        return found;
    }

    /// <summary>The candidates of a title, the likeliest first.</summary>
    public List<Candidate> Rank(string title)
    {
        var candidates = index.Find(title);
        ranking.Rank(candidates);
        return candidates;
    }
}
