using System.Globalization;

namespace JobPilot.Configuration;

/// <summary>Ids of the components of a tree: as written, else the type name, made unique by <c>_2</c>, <c>_3</c>.</summary>
internal static class ComponentIds
{
    /// <summary>Ids by section and index; null where an entry has neither id nor type.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string?>> Of(ConfigMapping root)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (section, _) in Sections.OfComponents)
        {
            taken.UnionWith(Entries(root, section).Select(entry => (entry as ConfigMapping)?.Text("id")).OfType<string>());
        }

        var ids = new Dictionary<string, IReadOnlyList<string?>>();
        foreach (var (section, _) in Sections.OfComponents)
        {
            ids[section] = [.. Entries(root, section).Select(entry => Id(entry as ConfigMapping, taken))];
        }

        return ids;
    }

    public static IReadOnlyList<ConfigNode> Entries(ConfigMapping root, string section) => (root[section] as ConfigSequence)?.Items ?? [];

    private static string? Id(ConfigMapping? entry, HashSet<string> taken)
    {
        if (entry?.Text("id") is { } written)
        {
            return written;
        }

        if (entry?.Text("type") is not { } type)
        {
            return null;
        }

        var id = type;
        for (var number = 2; !taken.Add(id); number++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{type}_{number}");
        }

        return id;
    }
}
