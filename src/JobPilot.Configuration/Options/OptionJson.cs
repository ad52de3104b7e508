using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Writes values of options as YAML would have them; secrets as the mask.</summary>
internal static class OptionJson
{
    public static JsonObject Write(OptionsModel model, object options)
    {
        var json = new JsonObject();
        foreach (var property in model.Properties)
        {
            json[property.Name] = Write(property.Shape, property.Read(options));
        }

        return json;
    }

    public static JsonNode? Write(OptionShape shape, object? value)
    {
        if (value is null)
        {
            return null;
        }

        switch (shape.Kind)
        {
            case OptionKind.Choice:
                return ChoiceName((Enum)value);
            case OptionKind.Duration:
                return DurationText.Format((TimeSpan)value);
            case OptionKind.Moment:
                return value is DateOnly date ? date.ToString("O", CultureInfo.InvariantCulture) : ((DateTimeOffset)value).ToString("O", CultureInfo.InvariantCulture);
            case OptionKind.List:
                return new JsonArray([.. ((IEnumerable)value).Cast<object?>().Select(item => Write(shape.Element!, item))]);
            case OptionKind.Map:
                var map = new JsonObject();
                foreach (var entry in (IEnumerable)value)
                {
                    var (key, item) = Entry(entry);
                    map[key] = Write(shape.Element!, item);
                }

                return map;
            case OptionKind.Section:
                return Write(shape.Section, value);
            case OptionKind.Anything when value is JsonElement { ValueKind: JsonValueKind.Undefined }:
                return null;
            case OptionKind.Anything when value is JsonNode node:
                return node.DeepClone();
            case OptionKind.Number when value is decimal number:
                return JsonValue.Create(number);
            case OptionKind.Number when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                return null;
            case OptionKind.Text or OptionKind.Secret or OptionKind.Address:
                return value.ToString();
            default:
                return Scalar(value);
        }
    }

    /// <summary>Writes a plain value; the common ones without the serializer, whose set-up is slow.</summary>
    public static JsonNode? Scalar(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => JsonSerializer.SerializeToNode(value, value.GetType()),
    };

    public static string ChoiceName(Enum value) => ChoiceName(value.ToString());

    public static string ChoiceName(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static (string Key, object? Value) Entry(object entry)
    {
        var type = entry.GetType();
        return ((string)type.GetProperty("Key")!.GetValue(entry)!, type.GetProperty("Value")!.GetValue(entry));
    }
}
