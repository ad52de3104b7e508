namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// Works out which postings are one group once another has come, over copies of the groups. Postings that share a key are one part. A part with a city is a group; a part that only names areas
/// is a guest of the first city, in order, that lies in one of them and is of its family, and has the row of a group of its own only where there is none. So what is one group does not depend on the order
/// of arrival, and a posting that lost its row never has to have it back.
/// </summary>
internal sealed class GroupDraft
{
    private readonly Func<string, string?> _groupOf;
    private readonly Func<string, string?> _familyOf;
    private readonly Member _newcomer;
    private readonly Dictionary<string, (string Text, Group Group)> _known = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>Creates it.</summary>
    /// <param name="groupOf">What the memory holds of a group, by its name.</param>
    /// <param name="familyOf">What the memory holds of a family, by its key.</param>
    /// <param name="newcomer">The posting that has come.</param>
    /// <param name="names">Groups that share a key with it, and its own.</param>
    public GroupDraft(Func<string, string?> groupOf, Func<string, string?> familyOf, Member newcomer, List<(string Name, string Text)> names)
    {
        (_groupOf, _familyOf, _newcomer) = (groupOf, familyOf, newcomer);
        foreach (var (name, text) in names)
        {
            if (Group.Parse(text) is { } group)
            {
                _known[name] = (text, group);
                _names.Add(name);
            }
        }
    }

    /// <summary>The group of the newcomer.</summary>
    public Group Joined { get; } = new();

    /// <summary>Name of that group.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Ids of the rows that existed of what is that group now.</summary>
    public HashSet<string> Rows { get; } = new(StringComparer.Ordinal);

    /// <summary>The other groups that were looked at, without the members that they lost.</summary>
    public IEnumerable<(string Name, Group Group)> Others =>
        _known.Where(known => known.Key != Name || known.Value.Group.Members.Count > 0).Select(known => (known.Key, known.Value.Group));

    /// <summary>What the memory held of a group; null for none.</summary>
    public string? TextOf(string name) => _known.TryGetValue(name, out var known) ? known.Text : null;

    /// <summary>The group as the row of a posting was last told of it; null where it had no row.</summary>
    public Group? ToldTo(string row) => _known.Values.Select(known => Group.Parse(known.Text)!).FirstOrDefault(group => group.Row == row);

    /// <summary>Finds the group of the newcomer.</summary>
    public void Compose()
    {
        string? name = null;
        foreach (var touched in _names)
        {
            var group = _known[touched].Group;
            var parts = Parts(group);
            if (parts is null || parts.Exists(part => part.IsCity && part.IsTouchedBy(_newcomer)))
            {
                Take(group, group.Members);
            }
            else
            {
                foreach (var part in parts.Where(part => part.IsTouchedBy(_newcomer)))
                {
                    Take(group, part.Members);
                }
            }

            name ??= group.Members.Count == 0 ? touched : null;
        }

        Joined.Put(_newcomer);
        if (!Joined.Members.Exists(member => member.IsNarrow))
        {
            if (CityOf(Joined.Members) is { } city && Open(city.Group) is { } host)
            {
                name = city.Group;
                Take(host, host.Members);
            }
        }
        else if (_newcomer is { IsNarrow: true, Family: { } key })
        {
            TakeGuests(key);
        }

        Name = name ?? _newcomer.Id;
    }

    /// <summary>The parts of a group; null where all its postings are known alike, and it is one.</summary>
    private static List<Part>? Parts(Group group)
    {
        if (group.Members.TrueForAll(member => member.IsNarrow) || !group.Members.Exists(member => member.IsNarrow))
        {
            return null;
        }

        var parts = new List<Part>();
        var left = new List<Member>(group.Members);
        while (left.Count > 0)
        {
            var members = new List<Member> { left[^1] };
            left.RemoveAt(left.Count - 1);
            for (var at = 0; at < members.Count; at++)
            {
                foreach (var neighbour in left.FindAll(members[at].IsJoinedTo))
                {
                    members.Add(neighbour);
                    left.Remove(neighbour);
                }
            }

            parts.Add(new Part(members));
        }

        return parts;
    }

    /// <summary>Takes the postings that name only an area in which the newcomer's city lies, where it is the first of them.</summary>
    private void TakeGuests(string key)
    {
        var own = Family.AreaOf(key);
        foreach (var (area, name) in Family.Parse(_familyOf(Family.StateKey(key))).Areas.Where(line => Family.Holds(line.Area, own)).ToList())
        {
            if (Open(name) is not { } group)
            {
                continue;
            }

            var guest = $"{Family.StateKey(key)}/{area}";
            foreach (var part in Parts(group) ?? (group.Members.Exists(member => member.IsNarrow) ? [] : [new Part([.. group.Members])]))
            {
                if (!part.IsCity && part.Members.Exists(member => member.Family == guest) && CityOf(part.Members) is { } city && city.Area == own)
                {
                    Take(group, part.Members);
                }
            }
        }
    }

    /// <summary>The first city in which postings of areas may be an opening: of the families and areas of those that name their place most closely.</summary>
    private (string Area, string Group)? CityOf(List<Member> members)
    {
        var level = members.Max(member => member.Level);
        (string Area, string Group)? first = null;
        foreach (var member in members)
        {
            if (member.Level != level || member.Family is not { } key)
            {
                continue;
            }

            var family = Family.Parse(_familyOf(Family.StateKey(key)));
            if (_newcomer is { IsNarrow: true, Family: { } own } && Family.StateKey(own) == Family.StateKey(key))
            {
                family.Put(Family.AreaOf(own), "");
            }

            if (family.CityIn(Family.AreaOf(key)) is { } city && (first is null || Family.IsBefore(city.Area, first.Value.Area)))
            {
                first = city;
            }
        }

        return first;
    }

    private Group? Open(string name)
    {
        if (!_known.TryGetValue(name, out var known))
        {
            if (_groupOf(name) is not { } text || Group.Parse(text) is not { } group)
            {
                return null;
            }

            _known[name] = known = (text, group);
        }

        return known.Group;
    }

    /// <summary>Moves members, and the row if it is one of theirs, from a group to the newcomer's.</summary>
    private void Take(Group from, List<Member> members)
    {
        foreach (var member in members.ToList())
        {
            if (member.Id != _newcomer.Id)
            {
                Joined.Put(member);
            }

            from.Members.Remove(member);
            if (from.Row == member.Id)
            {
                Rows.Add(member.Id);
                from.Row = "";
            }
        }
    }

    /// <summary>Postings that hang together by keys that they share.</summary>
    private sealed class Part(List<Member> members)
    {
        public List<Member> Members => members;

        public bool IsCity { get; } = members.Exists(member => member.IsNarrow);

        public bool IsTouchedBy(Member newcomer) => members.Exists(member => member.Id == newcomer.Id || member.IsJoinedTo(newcomer));
    }
}
