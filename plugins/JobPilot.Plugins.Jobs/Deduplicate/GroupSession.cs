namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Changes groups in the memory of one record.</summary>
internal sealed class GroupSession(IRecordState state)
{
    /// <summary>Group of the newcomer as it was found when it was asked whether it leaves it; not known where that changed the memory.</summary>
    private string? _own;
    private bool _isOwnKnown;

    /// <summary>Names that were asked for last, with their keys in the memory: most postings found a group under their own name.</summary>
    private (string? Name, string Key) _posting = (null, "");
    private (string? Name, string Key) _group = (null, "");

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
        if (_own is not { } name || Group.Parse(state.Get(GroupKey(name))) is not { } group || group.Find(newcomer.Id) is not { } known)
        {
            return false;
        }

        var hadRow = group.Row == newcomer.Id;
        if (known.Keys.AsSpan().SequenceEqual(newcomer.Keys))
        {
            return hadRow;
        }

        _isOwnKnown = false;
        var before = Group.Parse(state.Get(GroupKey(name)));
        group.Members.Remove(known);
        foreach (var key in known.Keys)
        {
            if (!group.HasKey(key))
            {
                Forget(known, key, name);
            }
        }

        state.Set(PostingKey(newcomer.Id), null);
        state.Set(GroupKey(name), null);
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
        var names = Names(newcomer, out var isUnknown);
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
            Point(newcomer, draft.Name);
        }

        // What is no longer listed, perhaps of another group, leads to it all the same.
        foreach (var member in all)
        {
            if (joined.Find(member.Id) is null)
            {
                Point(member, draft.Name);
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
        foreach (var key in newcomer.Keys)
        {
            if (!Family.IsKey(key))
            {
                state.Set(key, newcomer.Id);
            }
            else if (Family.WithLine(null, key, newcomer.Id) is { } line)
            {
                state.Set(FamilyOf(newcomer, key), line);
            }
        }

        state.Set(GroupKey(newcomer.Id), text);
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
                    state.Set(GroupKey(name), null);
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
                state.Set(GroupKey(name), null);
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
            Point(member, name);
        }

        state.Set(GroupKey(name), text);
    }

    /// <summary>Group of a posting: where nothing else is said, the one that bears its name.</summary>
    private string? NameOf(string id) => state.Get(PostingKey(id)) ?? (state.Get(GroupKey(id)) is null ? null : id);

    private string PostingKey(string id) => Known(ref _posting, "i:", id);

    private string GroupKey(string name) => Known(ref _group, "g:", name);

    private static string Known(ref (string? Name, string Key) known, string kind, string name)
    {
        if (known.Name != name)
        {
            known = (name, kind + name);
        }

        return known.Key;
    }

    private void Point(Member member, string name)
    {
        SetIfOther(PostingKey(member.Id), name == member.Id ? null : name);
        foreach (var key in member.Keys)
        {
            if (Family.IsKey(key))
            {
                var of = FamilyOf(member, key);
                var before = state.Get(of);
                var after = Family.WithLine(before, key, name);
                if (after != before)
                {
                    state.Set(of, after);
                }
            }
            else
            {
                SetIfOther(key, name);
            }
        }
    }

    /// <summary>Forgets what led to a group.</summary>
    private void Forget(Member member, string key, string name)
    {
        if (Family.IsKey(key))
        {
            var of = FamilyOf(member, key);
            SetIfOther(of, Family.WithoutLine(state.Get(of), key, name));
        }
        else
        {
            state.Set(key, null);
        }
    }

    /// <summary>The key in the memory of a member's key; as a rule a member has one family.</summary>
    private static string FamilyOf(Member member, string key) => ReferenceEquals(key, member.FamilyKey) ? member.FamilyName! : Family.StateKey(key);

    private void SetIfOther(string key, string? value)
    {
        if (state.Get(key) != value)
        {
            state.Set(key, value);
        }
    }

    /// <summary>The groups that share a key with a posting, and its own.</summary>
    /// <param name="newcomer">The posting.</param>
    /// <param name="isUnknown">Whether memory holds nothing under any of its keys.</param>
    private List<GroupLead> Names(Member newcomer, out bool isUnknown)
    {
        var leads = new List<GroupLead>();
        var own = _isOwnKnown ? _own : NameOf(newcomer.Id);
        isUnknown = own is null;
        AddLead(leads, own, isByKey: false);
        foreach (var key in newcomer.Keys)
        {
            var known = state.Get(Family.IsKey(key) ? FamilyOf(newcomer, key) : key);
            isUnknown &= known is null;
            AddLead(leads, Family.IsKey(key) ? null : known, isByKey: true);
        }

        return leads;
    }

    private void AddLead(List<GroupLead> leads, string? name, bool isByKey)
    {
        if (name is null)
        {
            return;
        }

        for (var at = 0; at < leads.Count; at++)
        {
            if (leads[at].Name == name)
            {
                leads[at] = leads[at] with { IsByKey = leads[at].IsByKey || isByKey };
                return;
            }
        }

        if (state.Get(GroupKey(name)) is { } text)
        {
            leads.Add(new GroupLead(name, text, isByKey));
        }
    }
}
