namespace JobPilot.Configuration;

/// <summary>
/// Lays one tree over another: mappings merge key by key, lists of components by <c>id</c> (new ones follow), everything else is replaced.
/// An entry that states another <c>type</c> does not inherit the options of the old one.
/// </summary>
internal static class NodeMerge
{
    /// <summary>Merges two pipelines.</summary>
    /// <param name="lower">What is laid over.</param>
    /// <param name="upper">What wins.</param>
    public static ConfigMapping Pipelines(ConfigMapping lower, ConfigMapping upper)
    {
        var ids = ComponentIds.Of(lower);
        var merged = lower;
        foreach (var entry in upper.Entries)
        {
            var below = lower[entry.Key];
            var value = Sections.HoldsComponents(entry.Key) && below is ConfigSequence list && entry.Value is ConfigSequence over
                ? Components(list, ids[entry.Key], over)
                : Values(below, entry.Value);
            merged = Put(merged, entry, value);
        }

        return new ConfigMapping(merged.Entries, upper.Location);
    }

    private static ConfigSequence Components(ConfigSequence lower, IReadOnlyList<string?> ids, ConfigSequence upper)
    {
        var items = lower.Items.ToList();
        foreach (var item in upper.Items)
        {
            var index = item is ConfigMapping entry && entry.Text("id") is { } id ? Index(ids, id) : -1;
            if (index < 0)
            {
                items.Add(item);
            }
            else
            {
                items[index] = Values(items[index], item);
            }
        }

        return new ConfigSequence(items, upper.Location);
    }

    private static int Index(IReadOnlyList<string?> ids, string id)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids[i] == id)
            {
                return i;
            }
        }

        return -1;
    }

    private static ConfigNode Values(ConfigNode? lower, ConfigNode upper)
    {
        if (lower is not ConfigMapping below || upper is not ConfigMapping above)
        {
            return upper;
        }

        if (below.Text("type") is { } oldType && above.Text("type") is { } newType && oldType != newType)
        {
            below = below.Without("options");
        }

        var merged = below;
        foreach (var entry in above.Entries)
        {
            merged = Put(merged, entry, Values(below[entry.Key], entry.Value));
        }

        return merged;
    }

    private static ConfigMapping Put(ConfigMapping mapping, ConfigEntry entry, ConfigNode value)
    {
        var replaced = entry with { Value = value };
        return mapping.Has(entry.Key)
            ? new ConfigMapping([.. mapping.Entries.Select(e => e.Key == entry.Key ? replaced : e)], mapping.Location)
            : new ConfigMapping([.. mapping.Entries, replaced], mapping.Location);
    }
}
