using System.Globalization;
using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Reads trees.</summary>
internal static class NodeQuery
{
    public static JsonNode? ToJson(this ConfigNode node) => node switch
    {
        ConfigMapping mapping => mapping.ToJson(),
        ConfigSequence list => new JsonArray([.. list.Items.Select(item => item.ToJson())]),
        ConfigScalar scalar => scalar.ToJson(),
        _ => null,
    };

    /// <summary>The mapping as an object.</summary>
    public static JsonObject ToJson(this ConfigMapping mapping)
    {
        var json = new JsonObject();
        foreach (var entry in mapping.Entries)
        {
            json.Add(entry.Key, entry.Value.ToJson());
        }

        return json;
    }

    /// <summary>Place of what a pointer names, or of the nearest thing around it that exists.</summary>
    public static SourceLocation Locate(this ConfigNode node, string pointer)
    {
        foreach (var step in JsonPointer.Split(pointer))
        {
            var next = node switch
            {
                ConfigMapping mapping => mapping[step],
                ConfigSequence list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count => list.Items[index],
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node.Location;
    }

    /// <summary>Whether anything in it could not be made out.</summary>
    public static bool HasUnknown(this ConfigNode node) => node switch
    {
        ConfigScalar scalar => scalar.Unknown,
        ConfigSequence list => list.Items.Any(HasUnknown),
        ConfigMapping mapping => mapping.Entries.Any(entry => entry.Value.HasUnknown()),
        _ => false,
    };

    public static bool Flag(this ConfigMapping mapping, string key, bool otherwise) =>
        mapping[key] is ConfigScalar { Kind: ScalarKind.Boolean } scalar ? scalar.Text[0] is 't' or 'T' : otherwise;
}
