namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Why a posting is held to be of the same opening as the others of its group: the strongest key that it shares with the row, else with any of them.</summary>
internal static class Evidence
{
    private static readonly (string Name, double Confidence) Area = ("area", 0.85);

    private static readonly (char Kind, string Name, double Confidence)[] Tiers =
    [
        ('u', "apply_url", 0.99), ('r', "requisition", 0.97), ('m', "opening", 0.92), ('f', Area.Name, Area.Confidence), ('t', "text", 0.85),
    ];

    /// <summary>All kinds, the strongest first: the letter of their keys, name, and how sure they make.</summary>
    public static IReadOnlyList<(char Kind, string Name, double Confidence)> Kinds => Tiers;

    /// <summary>Name of the evidence and how sure it makes; null where the key that once joined them is gone.</summary>
    public static (string Name, double Confidence)? Of(Member member, Member row, Group group) =>
        Shared(member, row) ?? Strongest(member, row, group);

    private static (string Name, double Confidence)? Strongest(Member member, Member row, Group group)
    {
        if (row.IsNarrow && !member.IsNarrow && !HangsTogether(member, group, out var part))
        {
            // What joins postings of areas to each other is not what joins them to a city's.
            return part.Exists(other => other.FamilyKey is { } area && group.Members.Exists(city => city.FamilyKey is { } key && Family.Joins(area, key))) ? Area : null;
        }

        (string Name, double Confidence)? best = null;
        foreach (var other in group.Members)
        {
            if (other.Id != member.Id && Shared(member, other) is { } shared && (best is null || shared.Confidence > best.Value.Confidence))
            {
                best = shared;
            }
        }

        return best;
    }

    /// <summary>Whether a posting hangs together with one that names the city by keys that they share, directly or by way of others.</summary>
    private static bool HangsTogether(Member member, Group group, out List<Member> part)
    {
        part = [member];
        for (var at = 0; at < part.Count; at++)
        {
            foreach (var neighbour in group.Members)
            {
                if (!part.Contains(neighbour) && (part[at].IsJoinedTo(neighbour) || (part[at].OpeningKey is { } key && neighbour.OpeningKey is { } other && Family.Joins(key, other))))
                {
                    part.Add(neighbour);
                }
            }
        }

        return part.Exists(static one => one.IsNarrow);
    }

    /// <summary>The strongest evidence that two postings share directly; null where they share none.</summary>
    public static (string Name, double Confidence)? Shared(Member member, Member other)
    {
        foreach (var (kind, name, confidence) in Tiers)
        {
            foreach (var key in member.Keys)
            {
                if (key[0] == kind && (Array.IndexOf(other.Keys, key) >= 0 || (kind == 'f' && other.FamilyKey is { } family && Family.Joins(key, family)) || (kind == 'm' && other.OpeningKey is { } opening && Family.Joins(key, opening))))
                {
                    return (name, confidence);
                }
            }
        }

        return null;
    }
}
