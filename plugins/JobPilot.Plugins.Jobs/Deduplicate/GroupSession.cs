namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Changes groups in the memory of one record.</summary>
internal sealed class GroupSession(IRecordState state)
{
    private readonly GroupIndex _index = new(state);

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
        (_own, _isOwnKnown) = (_index.NameOf(newcomer.Id), true);
        if (_own is not { } name || Group.Parse(state.Get(_index.GroupKey(name))) is not { } group || group.Find(newcomer.Id) is not { } known)
        {
            return false;
        }

        var hadRow = group.Row == newcomer.Id;
        if (known.Keys.AsSpan().SequenceEqual(newcomer.Keys))
        {
            return hadRow;
        }

        _isOwnKnown = false;
        var before = Group.Parse(state.Get(_index.GroupKey(name)));
        group.Members.Remove(known);
        foreach (var key in known.Keys)
        {
            if (!group.HasKey(key))
            {
                _index.Forget(known, key, name);
            }
        }

        state.Set(_index.PostingKey(newcomer.Id), null);
        state.Set(_index.GroupKey(name), null);
        group.Row = hadRow ? "" : group.Row;
        if (group.Members.Count > 0)
        {
            // Named anew, since the posting may found a group of its own under its own name.
            Write(group.OpeningId(), group);
            if (group.Find(group.Row) is { } row)
            {
                patches = [DuplicatesField.Patch(group, row, group.ToString(), before)];
            }
        }

        return hadRow;
    }

    /// <summary>Joins a posting, and through it all groups that share a key with it; decides who has the row.</summary>
    /// <param name="newcomer">The posting.</param>
    /// <param name="hadRow">Whether it has a row already.</param>
    public JoinedGroup Join(Member newcomer, bool hadRow)
    {
        var names = _index.LeadsOf(newcomer, _isOwnKnown ? _own : _index.NameOf(newcomer.Id), out var isUnknown);
        if (isUnknown && !hadRow)
        {
            return Found(newcomer);
        }

        var draft = new GroupDraft(state, newcomer, names);
        if (hadRow)
        {
            draft.AddRow(newcomer.Id);
        }

        draft.Compose();
        var joined = draft.Joined;
        var winner = newcomer;
        foreach (var row in draft.Rows)
        {
            var member = joined.Find(row);
            winner = member is not null && member.IsBetterThan(winner) ? member : winner;
        }

        joined.Row = winner.Id;
        Member[] all = joined.Members.Count > Group.MostMembers ? [.. joined.Members] : [];
        joined.Sort();
        var after = joined.ToString();
        var patches = WriteOthers(draft);
        var isChanged = after != draft.TextBefore;
        if (isChanged)
        {
            Write(draft.Name, joined, after);
        }
        else
        {
            // The city that stood before it in its family may have gone.
            _index.Point(newcomer, draft.Name);
        }

        // What is no longer listed, perhaps of another group, leads to it all the same.
        foreach (var member in all)
        {
            if (joined.Find(member.Id) is null)
            {
                _index.Point(member, draft.Name);
            }
        }

        return new JoinedGroup(joined, after, draft.Rows, isChanged, isChanged && winner.Id != newcomer.Id ? draft.ToldTo(winner.Id) : null, patches);
    }

    /// <summary>A posting of which memory knows nothing, as of most: its group is its own.</summary>
    private JoinedGroup Found(Member newcomer)
    {
        var group = new Group { Row = newcomer.Id };
        group.Members.Add(newcomer);
        var text = group.ToString();
        _index.PointAnew(newcomer);
        state.Set(_index.GroupKey(newcomer.Id), text);
        return new JoinedGroup(group, text, [], IsChanged: true, Told: null, Patches: []);
    }

    /// <summary>Writes the groups that lost members, and forgets those that lost all.</summary>
    /// <returns>What their rows are to say from now on.</returns>
    private Record[] WriteOthers(GroupDraft draft)
    {
        Record[] patches = [];
        foreach (var (name, before, group, _) in draft.Others)
        {
            if (group.Members.Count == 0)
            {
                if (name != draft.Name)
                {
                    state.Set(_index.GroupKey(name), null);
                }

                continue;
            }

            group.Sort();
            var text = group.ToString();
            if (text == before && name != draft.Name)
            {
                continue;
            }

            // A group bears the name of one of its postings, and of none that has gone.
            var under = name == draft.Name || group.Find(name) is null ? FreeName(group) : name;
            if (under != name)
            {
                state.Set(_index.GroupKey(name), null);
            }

            Write(under, group, text);
            if (group.Find(group.Row) is { } row)
            {
                patches = [.. patches, DuplicatesField.Patch(group, row, text, Group.Parse(before))];
            }
        }

        return patches;
    }

    private string FreeName(Group group) => group.Members.Select(member => member.Id).Order(StringComparer.Ordinal).First(id => state.Get($"g:{id}") is null);

    /// <summary>Stores a group under a name.</summary>
    public void Write(string name, Group group) => Write(name, group, group.ToString());

    private void Write(string name, Group group, string text)
    {
        foreach (var member in group.Members)
        {
            _index.Point(member, name);
        }

        state.Set(_index.GroupKey(name), text);
    }
}
