namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// Works out which postings are one group once another has come, over copies of the groups. Postings that share a key are one part. A part with a city is a group; a part that only names areas
/// is a guest of the first city, in order, that lies in one of them and is of its family, and has the row of a group of its own only where there is none. So what is one group does not depend on the order
/// of arrival, and a posting that lost its row never has to have it back.
/// </summary>
internal sealed class GroupDraft
{
    private readonly IRecordState _state;
    private readonly Member _newcomer;
    private readonly List<Known> _known;
    private readonly List<string> _rows = [];
    private readonly List<Known> _led;

    /// <summary>Creates it.</summary>
    /// <param name="state">The memory; it is read only.</param>
    /// <param name="newcomer">The posting that has come.</param>
    /// <param name="leads">Groups that share a key with it, and its own.</param>
    public GroupDraft(IRecordState state, Member newcomer, List<GroupLead> leads)
    {
        (_state, _newcomer, _known, _led) = (state, newcomer, new List<Known>(leads.Count), new List<Known>(leads.Count));
        foreach (var lead in leads)
        {
            // What is no longer listed may have changed its place since: then only its keys say where it belongs.
            if (Add(lead.Name, lead.Text) is { } group && (lead.IsByKey || group.Find(newcomer.Id) is not null))
            {
                _led.Add(_known[^1]);
            }
        }
    }

    /// <summary>The group of the newcomer.</summary>
    public Group Joined { get; } = new();

    /// <summary>Name of that group.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Ids of the rows that existed of what is that group now.</summary>
    public IReadOnlyList<string> Rows => _rows;

    /// <summary>The groups that were looked at, without the members that they lost to the newcomer's.</summary>
    public IReadOnlyList<Known> Others => _known;

    /// <summary>What the memory held of the group under the name of the newcomer's; null for none.</summary>
    public string? TextBefore => Looked(Name)?.Text;

    /// <summary>The group as the row of a posting was last told of it; null where it had no row.</summary>
    public Group? ToldTo(string row) => Group.Parse(_known.Find(known => known.Row == row)?.Text);

    /// <summary>Notes that a posting has a row.</summary>
    public void AddRow(string id)
    {
        if (!_rows.Contains(id))
        {
            _rows.Add(id);
        }
    }

    /// <summary>Finds the group of the newcomer.</summary>
    public void Compose()
    {
        string? name = null;
        foreach (var (known, _, group, _) in _led)
        {
            var parts = Parts(group);
            if (parts?.Exists(part => part.IsCity && part.IsTouchedBy(_newcomer)) ?? IsReached(group))
            {
                Take(group, group.Members);
            }
            else
            {
                foreach (var part in parts?.Where(part => part.IsTouchedBy(_newcomer)) ?? [])
                {
                    Take(group, part.Members);
                }
            }

            name ??= group.Members.Count == 0 ? known : null;
        }

        Joined.Put(_newcomer);
        if (!Joined.Members.Exists(static member => member.IsNarrow))
        {
            if (CityOf(Joined.Members) is { } city && Open(city.Group) is { } host)
            {
                name = city.Group;
                Take(host, host.Members);
            }
        }
        else if (_newcomer is { IsNarrow: true, FamilyName: { } key, Area: { } own } && _state.Get(key) is { } family)
        {
            TakeGuests(key, own, family);
        }

        Name = name ?? _newcomer.Id;
    }

    /// <summary>
    /// Whether the newcomer belongs to a group that is one: a posting that is listed has a key of it, or one may have that no longer is. Otherwise what led there is of a posting that has gone, or
    /// is no longer listed of a group that had the name before.
    /// </summary>
    private bool IsReached(Group group) => group.Members.Count >= Group.MostMembers || new Part(group.Members).IsTouchedBy(_newcomer);

    /// <summary>The parts of a group; null where all its postings name the city, or more name areas than are listed: then it is one.</summary>
    private static List<Part>? Parts(Group group)
    {
        if (group.Members.TrueForAll(static member => member.IsNarrow)
            || (group.Members.Count >= Group.MostMembers && !group.Members.Exists(static member => member.IsNarrow)))
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
    /// <param name="key">Its family's key.</param>
    /// <param name="own">Its area.</param>
    /// <param name="family">What the memory holds of the family.</param>
    private void TakeGuests(string key, string own, string family)
    {
        foreach (var (area, name) in Family.Parse(family).Areas.Where(line => Family.Holds(line.Area, own)))
        {
            if (Open(name) is not { } group)
            {
                continue;
            }

            foreach (var part in Parts(group) ?? [new Part([.. group.Members])])
            {
                if (!part.IsCity && part.Members.Exists(member => member.FamilyName == key && member.Area == area) && CityOf(part.Members) is { } city && city.Area == own && city.Family == key)
                {
                    Take(group, part.Members);
                }
            }
        }
    }

    /// <summary>The first city in which postings of areas may be an opening: of the families and areas of those that name their place most closely.</summary>
    private (string Area, string Group, string Family)? CityOf(List<Member> members)
    {
        var level = members.Max(member => member.Level);
        (string Area, string Group, string Family)? first = null;
        foreach (var member in members)
        {
            if (member.Level != level || member is not { FamilyName: { } key, Area: { } area } || _state.Get(key) is not { } text)
            {
                continue;
            }

            var family = Family.Parse(text);
            if (_newcomer is { IsNarrow: true, Area: { } own } && _newcomer.FamilyName == key)
            {
                family.Put(own, "");
            }

            if (family.CityIn(area) is { } city && (first is null || Family.IsBefore(city.Area, first.Value.Area)
                || (city.Area == first.Value.Area && string.CompareOrdinal(member.FamilyKey, first.Value.Family) < 0)))
            {
                // Under two titles one city is two openings.
                first = (city.Area, city.Group, key);
            }
        }

        return first;
    }

    private Group? Open(string name) =>
        Looked(name) is { } known ? known.Group : _state.Get($"g:{name}") is { } text ? Add(name, text) : null;

    private Known? Looked(string name)
    {
        foreach (var known in _known)
        {
            if (known.Name == name)
            {
                return known;
            }
        }

        return null;
    }

    private Group? Add(string name, string text)
    {
        if (Group.Parse(text) is not { } group)
        {
            return null;
        }

        _known.Add(new Known(name, text, group, group.Row));
        return group;
    }

    /// <summary>Moves members, and the row if it is one of theirs, from a group to the newcomer's.</summary>
    private void Take(Group from, List<Member> members)
    {
        foreach (var member in members)
        {
            if (member.Id != _newcomer.Id)
            {
                Joined.Put(member);
            }

            if (from.Row == member.Id)
            {
                AddRow(member.Id);
                from.Row = "";
            }
        }

        if (ReferenceEquals(members, from.Members))
        {
            members.Clear();
        }
        else
        {
            from.Members.RemoveAll(members.Contains);
        }
    }

    /// <summary>A group that was looked at.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Text">What the memory holds of it.</param>
    /// <param name="Group">The group, without the members that it lost.</param>
    /// <param name="Row">Id of the member that had its row.</param>
    public sealed record Known(string Name, string Text, Group Group, string Row);

    /// <summary>Postings that hang together by keys that they share.</summary>
    private sealed class Part(List<Member> members)
    {
        public List<Member> Members => members;

        public bool IsCity { get; } = members.Exists(member => member.IsNarrow);

        public bool IsTouchedBy(Member newcomer) => members.Exists(member => member.Id == newcomer.Id || member.IsJoinedTo(newcomer));
    }
}
