using System.Text.Json.Nodes;

namespace JobPilot.Engine.Preview;

/// <summary>Compares two states of a record field by field; arrays are compared as a whole.</summary>
internal static class FieldChanges
{
    public static IReadOnlyList<PreviewChange> Between(JsonObject before, JsonObject after)
    {
        var changes = new List<PreviewChange>();
        Compare("", before, after, changes);
        return changes;
    }

    private static void Compare(string pointer, JsonObject before, JsonObject after, List<PreviewChange> changes)
    {
        foreach (var (name, old) in before)
        {
            var place = $"{pointer}/{Escape(name)}";
            if (!after.TryGetPropertyValue(name, out var now))
            {
                changes.Add(new PreviewChange { Pointer = place, Before = old?.DeepClone() });
            }
            else if (old is JsonObject oldFields && now is JsonObject newFields)
            {
                Compare(place, oldFields, newFields, changes);
            }
            else if (!JsonNode.DeepEquals(old, now))
            {
                changes.Add(new PreviewChange { Pointer = place, Before = old?.DeepClone(), After = now?.DeepClone() });
            }
        }

        foreach (var (name, now) in after)
        {
            if (!before.ContainsKey(name))
            {
                changes.Add(new PreviewChange { Pointer = $"{pointer}/{Escape(name)}", After = now?.DeepClone() });
            }
        }
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
