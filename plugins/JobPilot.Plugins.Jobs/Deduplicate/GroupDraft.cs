namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// Works out which postings are one group once another has come, over copies of the groups. Postings that share a key are one part. A part that only names areas is a guest of the first city, in
/// order, that lies in one of them and is of its family; a part that says no number, or no working time, of the first opening of its title, employer and place that does. A part has the row of a group of its own
/// only where it is no guest. So what is one group does not depend on the order of arrival; and since whose guest a part is ranks above it, a posting that lost its row never has to have it back.
/// </summary>
internal sealed class GroupDraft
{
    private readonly IRecordState _state;
    private readonly Member _newcomer;
    private readonly List<Known> _known;
    private readonly List<string> _rows = [];
    private readonly List<Known> _led;
    private readonly HostFinder _hosts;

    /// <summary>Creates it.</summary>
    /// <param name="state">The memory; it is read only.</param>
    /// <param name="newcomer">The posting that has come.</param>
    /// <param name="leads">Groups that share a key with it, and its own.</param>
    public GroupDraft(IRecordState state, Member newcomer, List<GroupLead> leads)
    {
        (_state, _newcomer, _known, _led) = (state, newcomer, new List<Known>(leads.Count), new List<Known>(leads.Count));
        _hosts = new HostFinder(state, newcomer);
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
            if (Tree(group) is { } tree)
            {
                foreach (var part in tree.Parts.Where(part => part.IsTouchedBy(_newcomer)))
                {
                    Take(group, tree.With(part));
                }
            }
            else if (IsReached(group))
            {
                Take(group, group.Members);
            }

            name ??= group.Members.Count == 0 ? known : null;
        }

        Joined.Put(_newcomer);
        if (_hosts.Of(GroupPart.Around(_newcomer, Joined.Members).Members, withNewcomer: false) is { } city && Open(city.Group) is { } host)
        {
            name = city.Group;
            Take(host, host.Members);
        }

        foreach (var key in _newcomer.Keys)
        {
            if (Family.IsKey(key) && _state.Get(_newcomer.NameOf(key)) is { } family && Family.IsAny(family, key, isHost: true))
            {
                TakeGuests(key, family);
            }
        }

        Name = name ?? _newcomer.Id;
    }

    /// <summary>
    /// Whether the newcomer belongs to a group that is one: a posting that is listed has a key of it, or one may have that no longer is. Otherwise what led there is of a posting that has gone, or
    /// is no longer listed of a group that had the name before.
    /// </summary>
    private bool IsReached(Group group) => group.Members.Count >= Group.MostMembers || new GroupPart(group.Members).IsTouchedBy(_newcomer);

    private GroupTree? Tree(Group group) => GroupTree.Of(group, _hosts);

    /// <summary>Takes the postings that the newcomer's area or claim holds, where it is the first that does.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="family">What the memory holds of the family.</param>
    private void TakeGuests(string key, string family)
    {
        var of = _newcomer.NameOf(key);
        var own = Family.AreaOf(key);
        foreach (var (area, name) in Family.Parse(key[0], family).Lines.Where(line => Family.Holds(key[0], line.Area, own)))
        {
            if (Open(name) is not { Members.Count: > 0 } group)
            {
                continue;
            }

            var guest = $"{of}{Family.Stroke}{area}";
            var tree = Tree(group);
            foreach (var part in tree?.Parts ?? [new GroupPart([.. group.Members])])
            {
                if (part.Has(guest) && _hosts.Of(part.Members, withNewcomer: true) is { } host && host.Key == key)
                {
                    Take(group, tree?.With(part) ?? part.Members);
                }
            }
        }
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
}
