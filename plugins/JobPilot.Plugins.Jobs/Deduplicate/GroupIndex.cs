namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>What leads to groups in the memory, as one record sees and changes it: a posting's key, a key that it shares, its family.</summary>
internal sealed class GroupIndex(IRecordState state)
{
    /// <summary>Names that were asked for last, with their keys in the memory: most postings found a group under their own name.</summary>
    private (string? Name, string Key) _posting = (null, "");
    private (string? Name, string Key) _group = (null, "");

    /// <summary>Group of a posting: where nothing else is said, the one that bears its name.</summary>
    public string? NameOf(string id) => state.Get(PostingKey(id)) ?? (state.Get(GroupKey(id)) is null ? null : id);

    /// <summary>Key of a posting.</summary>
    public string PostingKey(string id) => Known(ref _posting, "i:", id);

    /// <summary>Key of a group.</summary>
    public string GroupKey(string name) => Known(ref _group, "g:", name);

    private static string Known(ref (string? Name, string Key) known, string kind, string name)
    {
        if (known.Name != name)
        {
            known = (name, kind + name);
        }

        return known.Key;
    }

    /// <summary>Lets a posting and its keys lead to a group.</summary>
    public void Point(Member member, string name)
    {
        SetIfOther(PostingKey(member.Id), name == member.Id ? null : name);
        foreach (var key in member.Keys)
        {
            if (Family.IsKey(key))
            {
                var of = member.NameOf(key);
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

    /// <summary>Lets the keys of a posting lead to the group under its own name, where memory holds nothing under any of them.</summary>
    public void PointAnew(Member newcomer)
    {
        foreach (var key in newcomer.Keys)
        {
            if (!Family.IsKey(key))
            {
                state.Set(key, newcomer.Id);
            }
            else if (Family.WithLine(null, key, newcomer.Id) is { } line)
            {
                state.Set(newcomer.NameOf(key), line);
            }
        }
    }

    /// <summary>Forgets what led to a group.</summary>
    public void Forget(Member member, string key, string name)
    {
        if (Family.IsKey(key))
        {
            var of = member.NameOf(key);
            SetIfOther(of, Family.WithoutLine(state.Get(of), key, name));
        }
        else
        {
            state.Set(key, null);
        }
    }

    private void SetIfOther(string key, string? value)
    {
        if (state.Get(key) != value)
        {
            state.Set(key, value);
        }
    }

    /// <summary>The groups that share a key with a posting, and its own.</summary>
    /// <param name="newcomer">The posting.</param>
    /// <param name="own">Name of its own group; null for none.</param>
    /// <param name="isUnknown">Whether memory holds nothing under any of its keys.</param>
    public List<GroupLead> LeadsOf(Member newcomer, string? own, out bool isUnknown)
    {
        var leads = new List<GroupLead>();
        isUnknown = own is null;
        AddLead(leads, own, isByKey: false);
        foreach (var key in newcomer.Keys)
        {
            var known = state.Get(Family.IsKey(key) ? newcomer.NameOf(key) : key);
            isUnknown &= known is null;
            AddLead(leads, key[0] switch { 'f' => null, 'm' => Family.GroupAt(known, key), _ => known }, isByKey: true);
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
