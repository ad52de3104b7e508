using System.Collections.Concurrent;

namespace JobPilot.Plugins.Transforms;

/// <summary>Gives the path of a record's own field by its bare name, quoted where the name needs it. Bounded.</summary>
internal static class FieldNames
{
    private const int MaxCached = 4096;
    private static readonly ConcurrentDictionary<string, FieldPath> Cache = new(StringComparer.Ordinal);

    /// <summary>The path; null for a name that no path can hold.</summary>
    public static FieldPath? PathOf(string name)
    {
        if (Cache.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!FieldPath.TryParse(Quote(name), out var path, out _))
        {
            return null;
        }

        if (Cache.Count < MaxCached)
        {
            Cache[name] = path;
        }

        return path;
    }

    /// <summary>Findings for keys of a dictionary that have to be field paths.</summary>
    public static IEnumerable<Diagnostic> CheckKeys(IEnumerable<string> keys, string option)
    {
        foreach (var key in keys)
        {
            if (!FieldPath.TryParse(key, out _, out var error))
            {
                yield return new Diagnostic("transforms.field_path", error)
                {
                    Pointer = $"/{option}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}",
                    Fix = "Write names apart by dots, and an index of a list in brackets: `locations[0].city`.",
                };
            }
        }
    }

    private static string Quote(string name)
    {
        if (name.Length > 0 && name.AsSpan().IndexOfAny('.', '[') < 0)
        {
            return name;
        }

        return name.Contains("']", StringComparison.Ordinal) ? name.Contains("\"]", StringComparison.Ordinal) ? "" : $"[\"{name}\"]" : $"['{name}']";
    }
}
