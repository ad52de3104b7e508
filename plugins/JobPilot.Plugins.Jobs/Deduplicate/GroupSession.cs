namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Changes groups in the memory of one record.</summary>
internal sealed class GroupSession(IRecordState state)
{
    /// <summary>Group of the newcomer as it was found when it was asked whether it leaves it; not known where that changed the memory.</summary>
    private string? _own;
    private bool _isOwnKnown;

    /// <summary>
    /// Takes a posting whose keys have changed out of its group. The group's row, if it was this posting's, comes back with the next delivery
    /// of a member.
    /// </summary>
    /// <param name="newcomer">The posting as it is now.</param>
    /// <param name="patches">Rows to write for the group that it left.</param>
    /// <returns>Whether the posting had a row of its own.</returns>
    public bool Leave(Member newcomer, out Record[] patches)
    {
        patches = [];
        (_own, _isOwnKnown) = (NameOf(newcomer.Id), true);
        if (_own is not { } name || Group.Parse(state.Get($"g:{name}")) is not { } group || group.Find(newcomer.Id) is not { } known)
        {
            return false;
        }

        var hadRow = group.Row == newcomer.Id;
        if (known.Keys.AsSpan().SequenceEqual(newcomer.Keys))
        {
            return hadRow;
        }

        _isOwnKnown = false;
        var before = Group.Parse(state.Get($"g:{name}"));
        group.Members.Remove(known);
        foreach (var key in known.Keys)
        {
            if (!group.Members.Exists(member => member.Keys.Contains(key)))
            {
                state.Set(key, null);
            }
        }

        state.Set($"i:{newcomer.Id}", null);
        state.Set($"g:{name}", null);
        group.Row = hadRow ? "" : group.Row;
        if (group.Members.Count > 0)
        {
            // Named anew, since the posting may found a group of its own under its own name.
            Write(group.OpeningId(), group);
            if (group.Find(group.Row) is { } row)
            {
                patches = [DuplicatesField.Patch(group, row, before)];
            }
        }

        return hadRow;
    }

    /// <summary>Joins a posting, and through it all groups that share a key with it; decides who has the row.</summary>
    /// <param name="newcomer">The posting.</param>
    /// <param name="hadRow">Whether it has a row already.</param>
    /// <param name="rows">Ids of the rows that existed.</param>
    /// <param name="isChanged">Whether what the row says of the group has changed.</param>
    /// <param name="told">The group as its row was last told of it; null where the row is new.</param>
    public Group Join(Member newcomer, bool hadRow, out HashSet<string> rows, out bool isChanged, out Group? told)
    {
        rows = hadRow ? [newcomer.Id] : [];
        var names = Names(newcomer);
        var joined = new Group();
        var known = new List<Group>(names.Count);
        string? before = null;
        foreach (var (_, text) in names)
        {
            if (Group.Parse(text) is not { } group)
            {
                continue;
            }

            known.Add(group);
            before = names.Count == 1 ? text : null;
            foreach (var member in group.Members)
            {
                joined.Put(member);
            }

            if (group.Row.Length > 0)
            {
                rows.Add(group.Row);
            }
        }

        joined.Put(newcomer);
        var winner = newcomer;
        foreach (var row in rows)
        {
            var member = joined.Find(row);
            winner = member is not null && member.IsBetterThan(winner) ? member : winner;
        }

        joined.Row = winner.Id;
        told = known.Find(group => group.Row == winner.Id);
        joined.Sort();
        var after = joined.ToString();
        isChanged = after != before;
        if (isChanged)
        {
            foreach (var (name, _) in names)
            {
                state.Set($"g:{name}", null);
            }

            Write(names.Count > 0 ? names[0].Name : newcomer.Id, joined, after, newcomer);
        }

        return joined;
    }

    /// <summary>Stores a group under a name.</summary>
    public void Write(string name, Group group) => Write(name, group, group.ToString(), null);

    private void Write(string name, Group group, string text, Member? newcomer)
    {
        foreach (var member in group.Members)
        {
            Point(member, name);
        }

        if (newcomer is not null && !group.Members.Contains(newcomer))
        {
            Point(newcomer, name);
        }

        state.Set($"g:{name}", text);
    }

    /// <summary>Group of a posting: where nothing else is said, the one that bears its name.</summary>
    private string? NameOf(string id) => state.Get($"i:{id}") ?? (state.Get($"g:{id}") is null ? null : id);

    private void Point(Member member, string name)
    {
        SetIfOther($"i:{member.Id}", name == member.Id ? null : name);
        foreach (var key in member.Keys)
        {
            SetIfOther(key, name);
        }
    }

    private void SetIfOther(string key, string? value)
    {
        if (state.Get(key) != value)
        {
            state.Set(key, value);
        }
    }

    /// <summary>The groups that share a key with a posting, and what memory holds of each.</summary>
    private List<(string Name, string Text)> Names(Member newcomer)
    {
        var names = new List<(string Name, string Text)>();
        Add(_isOwnKnown ? _own : NameOf(newcomer.Id));
        foreach (var key in newcomer.Keys)
        {
            Add(state.Get(key));
        }

        return names;

        void Add(string? name)
        {
            if (name is not null && !names.Exists(known => known.Name == name) && state.Get($"g:{name}") is { } text)
            {
                names.Add((name, text));
            }
        }
    }
}
