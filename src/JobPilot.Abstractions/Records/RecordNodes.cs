using System.Text.Json.Nodes;

namespace JobPilot;

/// <summary>The same paths over nodes, for a record whose <see cref="Record.Json"/> was asked for.</summary>
internal static class RecordNodes
{
    public static JsonNode? Find(JsonObject root, FieldPath path) => TryFind(root, path, out var node) ? node : null;

    public static bool TryFind(JsonObject root, FieldPath path, out JsonNode? node)
    {
        node = root;
        foreach (var segment in path.Segments)
        {
            if (!TryStep(node, segment, out node))
            {
                return false;
            }
        }

        return true;
    }

    public static bool Remove(JsonObject root, FieldPath path)
    {
        var parent = Parent(root, path, create: false);
        switch (parent)
        {
            case JsonObject fields when path.Segments[^1].Name is { } name:
                return fields.Remove(name);
            case JsonArray array when path.Segments[^1].Name is null && path.Segments[^1].Index < array.Count:
                array.RemoveAt(path.Segments[^1].Index);
                return true;
            default:
                return false;
        }
    }

    public static void Set(JsonObject root, FieldPath path, JsonNode? value) => SetStep(Parent(root, path, create: true), path, path.Segments[^1], value);

    private static bool TryStep(JsonNode? node, FieldPathSegment segment, out JsonNode? next)
    {
        next = null;
        switch (node)
        {
            case JsonObject fields when segment.Name is { } name:
                return fields.TryGetPropertyValue(name, out next);
            case JsonArray array when segment.Name is null && segment.Index < array.Count:
                next = array[segment.Index];
                return true;
            default:
                return false;
        }
    }

    private static JsonNode? Parent(JsonObject root, FieldPath path, bool create)
    {
        JsonNode? node = root;
        for (var i = 0; i < path.Segments.Length - 1; i++)
        {
            if ((!TryStep(node, path.Segments[i], out var next) || next is null) && create)
            {
                next = path.Segments[i + 1].Name is null ? new JsonArray() : new JsonObject();
                SetStep(node, path, path.Segments[i], next);
            }

            node = next;
        }

        return node;
    }

    private static void SetStep(JsonNode? parent, FieldPath path, FieldPathSegment segment, JsonNode? value)
    {
        switch (parent)
        {
            case JsonObject fields when segment.Name is { } name:
                fields[name] = value;
                break;
            case JsonArray array when segment.Name is null && segment.Index < array.Count:
                array[segment.Index] = value;
                break;
            case JsonArray array when segment.Name is null && segment.Index == array.Count:
                array.Add(value);
                break;
            default:
                throw new InvalidOperationException($"Nothing can be set at '{path.Text}': the way there does not exist.");
        }
    }
}
