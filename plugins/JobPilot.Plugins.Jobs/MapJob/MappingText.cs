using System.Text;
using System.Text.Json;
using JobPilot.Plugins.Jobs.Yaml;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>
/// Reads a mapping's text: YAML as authors write it, or the JSON form in which the built-in mapping is shipped, since reading YAML would cost
/// a tenth of a second at every start.
/// </summary>
internal static class MappingText
{
    private const int MostCharacters = 1024 * 1024;
    private const int MostValues = 20_000;

    /// <exception cref="MappingException">It is not YAML, or no table.</exception>
    public static MappingNode ReadYaml(string text)
    {
        if (text.Length > MostCharacters)
        {
            throw new MappingException("line 1: a mapping is at most 1 MB.");
        }

        try
        {
            return YamlText.Read(text, MostValues) is { Fields: not null } root
                ? FromYaml(root)
                : throw new MappingException("line 1: a mapping is one YAML document with a table at its root.");
        }
        catch (YamlTextException exception)
        {
            throw new MappingException($"line {exception.Line}: {exception.Message}.", exception);
        }
    }

    /// <summary>Reads the JSON form; lines are unknown there.</summary>
    public static MappingNode ReadJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return FromJson(ref reader);
    }

    /// <summary>Writes the JSON form.</summary>
    public static void WriteJson(MappingNode node, Utf8JsonWriter writer)
    {
        if (node.Fields is { } fields)
        {
            writer.WriteStartObject();
            foreach (var (key, value) in fields)
            {
                writer.WritePropertyName(key.Value!);
                WriteJson(value, writer);
            }

            writer.WriteEndObject();
        }
        else if (node.Items is { } items)
        {
            writer.WriteStartArray();
            foreach (var item in items)
            {
                WriteJson(item, writer);
            }

            writer.WriteEndArray();
        }
        else if (!node.IsQuoted && (node.Value is "true" or "false" || double.TryParse(node.Value, out _)))
        {
            writer.WriteRawValue(node.Value!);
        }
        else
        {
            writer.WriteStringValue(node.Value);
        }
    }

    private static MappingNode FromYaml(YamlNode node) => new(node.Line)
    {
        Value = node.Value,
        IsQuoted = node.IsQuoted,
        Items = node.Items?.Select(FromYaml).ToArray(),
        Fields = node.Fields?.Select(field => new MappingEntry(FromYaml(field.Key), FromYaml(field.Value))).ToArray(),
    };

    private static MappingNode FromJson(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var fields = new List<MappingEntry>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = new MappingNode(1) { Value = reader.GetString(), IsQuoted = true };
                    reader.Read();
                    fields.Add(new MappingEntry(key, FromJson(ref reader)));
                }

                return new MappingNode(1) { Fields = fields };
            case JsonTokenType.StartArray:
                var items = new List<MappingNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(FromJson(ref reader));
                }

                return new MappingNode(1) { Items = items };
            case JsonTokenType.String:
                return new MappingNode(1) { Value = reader.GetString(), IsQuoted = true };
            default:
                return new MappingNode(1) { Value = Encoding.UTF8.GetString(reader.ValueSpan) };
        }
    }
}
