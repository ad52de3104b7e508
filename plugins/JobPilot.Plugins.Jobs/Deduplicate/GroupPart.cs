namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Postings that hang together by keys that they share.</summary>
internal sealed class GroupPart(List<Member> members)
{
    public List<Member> Members => members;

    /// <summary>Whether one of them names the city.</summary>
    public bool IsCity => members.Exists(static member => member.IsNarrow);

    /// <summary>The part of a group that a posting is of.</summary>
    /// <param name="first">The posting.</param>
    /// <param name="all">The group's postings.</param>
    public static GroupPart Around(Member first, List<Member> all)
    {
        if (all.Count == 1)
        {
            return new GroupPart(all);
        }

        var left = new List<Member>(all);
        left.Remove(first);
        return new GroupPart(Gather(first, left));
    }

    /// <summary>The parts of a group.</summary>
    public static List<GroupPart> AllOf(List<Member> all)
    {
        var parts = new List<GroupPart>();
        var left = new List<Member>(all);
        while (left.Count > 0)
        {
            var first = left[^1];
            left.RemoveAt(left.Count - 1);
            parts.Add(new GroupPart(Gather(first, left)));
        }

        return parts;
    }

    /// <summary>Whether one of them has a key.</summary>
    public bool Has(string key) => members.Exists(member => Array.IndexOf(member.Keys, key) >= 0);

    public bool IsTouchedBy(Member newcomer)
    {
        foreach (var member in members)
        {
            if (member.Id == newcomer.Id || member.IsJoinedTo(newcomer))
            {
                return true;
            }
        }

        return false;
    }

    private static List<Member> Gather(Member first, List<Member> left)
    {
        var members = new List<Member> { first };
        for (var at = 0; at < members.Count; at++)
        {
            foreach (var neighbour in left.FindAll(members[at].IsJoinedTo))
            {
                members.Add(neighbour);
                left.Remove(neighbour);
            }
        }

        return members;
    }
}
