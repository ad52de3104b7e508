using System.Collections.Concurrent;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>Finds the occupations of titles in one taxonomy. Titles recur, so answers are kept. Thread-safe.</summary>
internal sealed class OccupationFinder(OccupationIndex index, OccupationRanking ranking)
{
    private const int MostKept = 20_000;
    private const int LongestTitle = 300;
    private readonly ConcurrentDictionary<string, OccupationMatch[]> _kept = new(StringComparer.Ordinal);

    /// <summary>Finds the likeliest occupations.</summary>
    /// <param name="title">The title.</param>
    /// <param name="most">How many are wanted.</param>
    /// <returns>The likeliest first; empty where no word of the title is known.</returns>
    public OccupationMatch[] Find(string title, int most)
    {
        title = title.Length > LongestTitle ? title[..LongestTitle] : title;
        if (_kept.TryGetValue(title, out var known))
        {
            return known;
        }

        var candidates = index.Find(title);
        ranking.Rank(candidates);
        OccupationMatch[] found = [.. candidates.Take(most).Select(candidate => new OccupationMatch(index.Occupations[candidate.Occupation], Math.Round(candidate.Belief, 2)))];
        if (_kept.Count < MostKept)
        {
            _kept.TryAdd(title, found);
        }

        return found;
    }
}
