using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Walks options beside their class.</summary>
internal static class OptionWalk
{
    /// <summary>Every text in the options, in order, with the option that it belongs to; nested sections, lists and maps included.</summary>
    public static IEnumerable<OptionText> Texts(JsonObject options, OptionsModel model, string pointer)
    {
        foreach (var (key, node) in options)
        {
            if (node is null || model.Find(key) is not { } property)
            {
                continue;
            }

            foreach (var text in Texts(node, property, property.Shape, JsonPointer.Append(pointer, key)))
            {
                yield return text;
            }
        }
    }

    private static IEnumerable<OptionText> Texts(JsonNode node, OptionProperty property, OptionShape shape, string pointer) => (node, shape.Kind) switch
    {
        (JsonArray items, OptionKind.List) => items.SelectMany((item, i) =>
            item is null ? [] : Texts(item, property, shape.Element!, JsonPointer.Append(pointer, i))),
        (JsonObject map, OptionKind.Map) => map.SelectMany(entry =>
            entry.Value is null ? [] : Texts(entry.Value, property, shape.Element!, JsonPointer.Append(pointer, entry.Key))),
        (JsonObject section, OptionKind.Section) => Texts(section, shape.Section, pointer),
        (JsonValue value, _) when value.GetValueKind() == JsonValueKind.String => [new OptionText(pointer, value, property, shape)],
        _ => [],
    };
}

/// <summary>One text in options.</summary>
internal sealed record OptionText(string Pointer, JsonValue Node, OptionProperty Property, OptionShape Shape);
