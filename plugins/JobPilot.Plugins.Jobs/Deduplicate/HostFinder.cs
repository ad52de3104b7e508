namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Finds of which opening a part of a group is a guest.</summary>
/// <param name="state">The memory; it is read only.</param>
/// <param name="newcomer">The posting that has come.</param>
internal sealed class HostFinder(IRecordState state, Member newcomer)
{
    /// <summary>
    /// Key of the postings whose guests others are, and the name of their group ("" for the newcomer, of which the memory knows nothing); null where they are nobody's. Asked are those that name their place
    /// most closely, for a city in it; else, of these, those that say most, for one that says more.
    /// </summary>
    /// <param name="members">The part.</param>
    /// <param name="withNewcomer">Whether they may be the newcomer's.</param>
    public (string Key, string Group)? Of(List<Member> members, bool withNewcomer)
    {
        var best = members[0];
        foreach (var member in members)
        {
            best = member.Class.SequenceCompareTo(best.Class) > 0 ? member : best;
        }

        return (best.IsNarrow ? null : First('f', members, best, withNewcomer)) ?? (best.Said == 2 ? null : First('m', members, best, withNewcomer));
    }

    private (string Key, string Group)? First(char kind, List<Member> members, Member best, bool withNewcomer)
    {
        (string Area, string Group, string Of, string Key)? first = null;
        foreach (var member in members)
        {
            var key = kind == 'f' ? member.FamilyKey : member.OpeningKey;
            if (key is null || member.Level != best.Level || (kind == 'm' && member.Said != best.Said))
            {
                continue;
            }

            var name = member.NameOf(key);
            var text = state.Get(name);
            var own = withNewcomer ? kind == 'f' ? newcomer.FamilyKey : newcomer.OpeningKey : null;
            own = own is not null && newcomer.NameOf(own) == name ? own : null;
            if (own is null && !Family.IsAny(text, key, isHost: false))
            {
                continue;
            }

            var family = Family.Parse(kind, text);
            if (own is not null)
            {
                family.Put(Family.AreaOf(own), "");
            }

            if (family.HostOf(Family.AreaOf(key)) is { } host
                && (first is null || Family.IsBefore(kind, host.Area, first.Value.Area) || (host.Area == first.Value.Area && string.CompareOrdinal(key, first.Value.Of) < 0)))
            {
                // Under two titles one city, or one number, is two openings.
                first = (host.Area, host.Group, key, $"{name}{Family.Stroke}{host.Area}");
            }
        }

        return first is { } found ? (found.Key, found.Group) : null;
    }
}
