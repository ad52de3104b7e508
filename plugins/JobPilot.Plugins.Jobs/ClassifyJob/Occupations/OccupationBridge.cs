using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>
/// What one taxonomy knows of a title helps to find it in another: the occupations that it may be there have titles that lead on to occupations here. Lists of
/// other makers hold other titles: of the titles that one list lacks, one of ten (ESCO) and one of six (O*NET) stand in the other word for word. Thread-safe.
/// </summary>
/// <param name="from">The other taxonomy.</param>
/// <param name="to">This one.</param>
internal sealed class OccupationBridge(OccupationIndex from, OccupationIndex to)
{
    private const int MostFrom = 5;
    private const int MostTo = 40;

    /// <summary>What is believed less leads nowhere, and to look up where to costs milliseconds the first time.</summary>
    private const float LeastBelief = 0.03f;

    private const int MostAdded = 10;
    private const int VotesATitle = 3;
    private readonly ConcurrentDictionary<int, TermWeight[]> _alike = [];
    private readonly ConcurrentDictionary<int, TitleVote[]> _votes = [];

    /// <summary>How far the likeliest occupations of the other taxonomy lead to occupations of this one.</summary>
    /// <param name="title">The title.</param>
    /// <param name="others">Occupations of the other taxonomy, ranked.</param>
    /// <param name="leftOut">In training: occupation and entry of the title, which is not to vote for itself.</param>
    /// <returns>By the number of the occupation; those to which nothing leads are not there.</returns>
    public Dictionary<int, OccupationLead> Leads(string title, List<Candidate> others, (int Occupation, int Entry)? leftOut = null)
    {
        // The title itself gives no vote: here it is found without, and in training its vote would be for what is left out.
        var own = TitleTerms.Key(title);
        var leads = new Dictionary<int, OccupationLead>();
        for (var i = 0; i < Math.Min(MostFrom, others.Count) && (i == 0 || others[i].Belief >= LeastBelief); i++)
        {
            var other = others[i];
            foreach (var (number, likeness) in _alike.GetOrAdd(other.Occupation, occupation => to.Alike(from.Occupations[occupation], MostTo)))
            {
                var lead = leads.GetValueOrDefault(number);
                var weight = other.Belief * likeness;
                leads[number] = lead with { Likeness = lead.Likeness + weight, Best = MathF.Max(lead.Best, weight), OfFirst = i == 0 ? likeness : lead.OfFirst };
            }

            var votes = _votes.GetOrAdd(other.Occupation, occupation => to.Votes(from.Occupations[occupation], VotesATitle))
                .Where(vote => vote.Title != own && (vote.Occupation, vote.Entry) != leftOut).ToList();
            var all = votes.Sum(vote => vote.Likeness * vote.Likeness) + 1e-3f;
            foreach (var vote in votes)
            {
                var lead = leads.GetValueOrDefault(vote.Occupation);
                leads[vote.Occupation] = lead with { Votes = lead.Votes + (other.Belief * vote.Likeness * vote.Likeness / all) };
            }
        }

        return leads;
    }

    /// <summary>The occupations that are led to most: candidates, whatever their titles are.</summary>
    public static IEnumerable<int> Strongest(Dictionary<int, OccupationLead> leads) =>
        leads.OrderByDescending(pair => pair.Value.Strength).ThenBy(pair => pair.Key).Take(MostAdded).Select(pair => pair.Key);

    /// <summary>Adds to each candidate what leads to it.</summary>
    public static void Describe(List<Candidate> candidates, Dictionary<int, OccupationLead> leads)
    {
        if (leads.Count == 0)
        {
            return;
        }

        var likeness = leads.Values.Max(lead => lead.Likeness) + 1e-6f;
        var votes = leads.Values.Max(lead => lead.Votes) + 1e-6f;
        foreach (ref var candidate in CollectionsMarshal.AsSpan(candidates))
        {
            var lead = leads.GetValueOrDefault(candidate.Occupation);
            Span<float> features = candidate.Features;
            ReadOnlySpan<float> added = [lead.Likeness, lead.Likeness / likeness, lead.OfFirst, lead.Best, lead.Votes, lead.Votes / votes];
            added.CopyTo(features[RankingFeatures.Own..]);
        }
    }
}
