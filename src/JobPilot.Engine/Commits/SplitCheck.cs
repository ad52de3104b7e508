namespace JobPilot.Engine.Commits;

/// <summary>
/// Looks, at the start of a run, for positions that no longer fit the pipeline. What is found is explained, never silently resumed or reset.
/// </summary>
internal sealed class SplitCheck(RunEnvironment environment, IReadOnlyDictionary<string, SplitState> known)
{
    private const int Named = 3;

    /// <summary>Positions of collectors that the pipeline no longer has: renamed or removed.</summary>
    public void CheckCollectors(IEnumerable<string> collectors)
    {
        var ids = collectors.ToHashSet(StringComparer.Ordinal);
        var unlisted = known.Keys.GroupBy(CollectorOf, StringComparer.Ordinal).Where(group => !ids.Contains(group.Key));
        foreach (var group in unlisted)
        {
            Tell(
                group.Key, "engine.unlisted_collector", $"The home holds positions of it: {Names(group)}.",
                "no collector has this id, so these positions are left as they are",
                $"If it was renamed, run `jobpilot-host state copy PIPELINE --from {group.Key} --to NEW`; to forget them, `jobpilot-host state reset PIPELINE --collector {group.Key}`.");
        }
    }

    /// <summary>Positions of one collector that it no longer lists, or that belong to other options.</summary>
    public void CheckSplits(CollectorPlan plan, IReadOnlyList<Split> planned)
    {
        var listed = planned.Select(split => $"{plan.Id}/{split.Id}").ToHashSet(StringComparer.Ordinal);
        var unlisted = known.Keys.Where(id => SplitClaims.IsOwn(plan, id) && !listed.Contains(id) && !PassStart.IsOfBackfill(id)).ToList();
        if (unlisted.Count > 0)
        {
            Tell(
                plan.Id, "engine.unlisted_split", $"The home holds positions of splits that it does not list: {Names(unlisted)}.",
                "these positions are left as they are, and what it lists now begins anew",
                $"If its query changed for good, run `jobpilot-host state reset PIPELINE --collector {plan.Id} --split ID`; else put the query back.");
        }

        var changed = listed.Where(id => known.TryGetValue(id, out var state) && state.Fingerprint != plan.Fingerprint
            && ((!state.Done && state.Position is not null) || state.Bookmark is not null)).ToList();
        if (changed.Count > 0)
        {
            Tell(
                plan.Id, "engine.changed_query", $"Its options changed since the positions were kept: {Names(changed)}.",
                "all is read again once, whatever the bookmark says",
                $"To forget the bookmark too, run `jobpilot-host state reset PIPELINE --collector {plan.Id}`.");
        }
    }

    private void Tell(string collector, string code, string message, string consequence, string fix) =>
        environment.Warn(new FaultException(FaultKind.Permanent, message) { Code = code, Fix = fix }, collector, consequence);

    private static string CollectorOf(string id) => id[..Math.Max(0, id.IndexOf('/', StringComparison.Ordinal))];

    private static string Names(IEnumerable<string> ids)
    {
        var all = ids.Order(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", all.Take(Named).Select(id => $"'{id}'"));
        return all.Count > Named ? $"{shown} and {all.Count - Named} more" : shown;
    }
}
