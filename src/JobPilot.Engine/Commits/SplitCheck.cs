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
        foreach (var group in known.Keys.GroupBy(CollectorOf, StringComparer.Ordinal).Where(group => !ids.Contains(group.Key)))
        {
            environment.Warn(
                new FaultException(FaultKind.Permanent, $"The home holds positions of it: {Names(group)}.")
                {
                    Code = "engine.unlisted_collector",
                    Fix = $"If it was renamed, run `jobpilot-host state copy PIPELINE --from {group.Key} --to NEW`; to forget them, `jobpilot-host state reset PIPELINE --collector {group.Key}`.",
                },
                group.Key,
                "no collector has this id, so these positions are left as they are");
        }
    }

    /// <summary>Positions of one collector that it no longer lists, or that belong to other options.</summary>
    public void CheckSplits(CollectorPlan plan, IReadOnlyList<Split> planned)
    {
        var listed = planned.Select(split => $"{plan.Id}/{split.Id}").ToHashSet(StringComparer.Ordinal);
        var unlisted = known.Keys.Where(id => CollectorOf(id) == plan.Id && !listed.Contains(id) && !id.StartsWith($"{plan.Id}/fallback/", StringComparison.Ordinal)).ToList();
        if (unlisted.Count > 0)
        {
            environment.Warn(
                new FaultException(FaultKind.Permanent, $"The home holds positions of splits that it does not list: {Names(unlisted)}.")
                {
                    Code = "engine.unlisted_split",
                    Fix = $"If its query changed for good, run `jobpilot-host state reset PIPELINE --collector {plan.Id} --split ID`; else put the query back.",
                },
                plan.Id,
                "these positions are left as they are, and what it lists now begins anew");
        }

        var changed = listed.Where(id => known.TryGetValue(id, out var state) && state.Fingerprint != plan.Fingerprint
            && ((!state.Done && state.Position is not null) || state.Bookmark is not null)).ToList();
        if (changed.Count > 0)
        {
            environment.Warn(
                new FaultException(FaultKind.Permanent, $"Its options changed since the positions were kept: {Names(changed)}.")
                {
                    Code = "engine.changed_query",
                    Fix = $"To forget the bookmark too, run `jobpilot-host state reset PIPELINE --collector {plan.Id}`.",
                },
                plan.Id,
                "an open pass begins anew, a bookmark is kept");
        }
    }

    private static string CollectorOf(string id) => id[..Math.Max(0, id.IndexOf('/', StringComparison.Ordinal))];

    private static string Names(IEnumerable<string> ids)
    {
        var all = ids.Order(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", all.Take(Named).Select(id => $"'{id}'"));
        return all.Count > Named ? $"{shown} and {all.Count - Named} more" : shown;
    }
}
