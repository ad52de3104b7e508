namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>The parts of a group, and of which each is a guest.</summary>
internal sealed class GroupTree
{
    private const int None = -1;
    private readonly List<GroupPart> _parts;
    private readonly int[] _hosts;
    private readonly int _root;

    private GroupTree(List<GroupPart> parts, int[] hosts, int root) => (_parts, _hosts, _root) = (parts, hosts, root);

    /// <summary>The parts.</summary>
    public IReadOnlyList<GroupPart> Parts => _parts;

    /// <summary>The parts of a group; null where it is one: all its postings are of one class, or more name areas than are listed.</summary>
    /// <param name="group">The group, best first.</param>
    /// <param name="finder">Finds hosts.</param>
    public static GroupTree? Of(Group group, HostFinder finder)
    {
        var members = group.Members;
        if (members.Count < 2 || IsOneClass(members) || (members.Count >= Group.MostMembers && !members.Exists(static member => member.IsNarrow)))
        {
            return null;
        }

        var parts = GroupPart.AllOf(members);
        if (parts.Count == 1)
        {
            return null;
        }

        var root = parts.FindIndex(part => part.Members.Contains(members[0]));
        var hosts = new int[parts.Count];
        for (var at = 0; at < hosts.Length; at++)
        {
            var host = at != root && finder.Of(parts[at].Members, withNewcomer: false) is { } found ? parts.FindIndex(part => part.Has(found.Key)) : None;
            hosts[at] = host == at ? None : host;
        }

        return new GroupTree(parts, hosts, root);
    }

    /// <summary>
    /// The members of a part and of its guests. What names the city and is nobody's guest was joined by a posting that has gone, and stays with the first part; areas part as they come again.
    /// </summary>
    public List<Member> With(GroupPart part)
    {
        var at = _parts.IndexOf(part);
        if (at == _root || (_hosts[at] == None && part.IsCity))
        {
            return [.. _parts.SelectMany(static one => one.Members)];
        }

        return [.. Enumerable.Range(0, _parts.Count).Where(other => IsUnder(other, at)).SelectMany(other => _parts[other].Members)];
    }

    private static bool IsOneClass(List<Member> members)
    {
        foreach (var member in members)
        {
            if (!member.Class.SequenceEqual(members[0].Class))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsUnder(int part, int host)
    {
        for (var (step, at) = (0, part); step <= _parts.Count && at != None; step++, at = _hosts[at])
        {
            if (at == host)
            {
                return true;
            }
        }

        return false;
    }
}
