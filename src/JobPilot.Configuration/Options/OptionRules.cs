using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Writes the attributes of an option as keywords of JSON Schema, as far as there are any; the binder checks all of them.</summary>
internal static class OptionRules
{
    public static void Apply(JsonObject schema, OptionProperty property)
    {
        if (property.Rule<RequiredAttribute>() is { AllowEmptyStrings: false } && property.Shape.Kind is OptionKind.Text or OptionKind.Secret && property.Required)
        {
            schema["minLength"] = 1;
        }

        if (property.Rule<RangeAttribute>() is { } range && property.Shape.Kind is OptionKind.Integer or OptionKind.Number)
        {
            ApplyRange(schema, property, range);
        }

        if (property.Rule<RegularExpressionAttribute>() is { } form && property.Shape.Kind is OptionKind.Text or OptionKind.Secret)
        {
            schema["pattern"] = $"^({form.Pattern})$";
        }

        if (property.Rule<AllowedValuesAttribute>() is { } allowed)
        {
            var values = allowed.Values.Select<object?, JsonNode?>(value => value is Enum choice ? OptionJson.ChoiceName(choice) : OptionJson.Scalar(value)).ToArray();
            schema["enum"] = new JsonArray(values);
        }

        foreach (var rule in property.Rules)
        {
            switch (rule)
            {
                case MinLengthAttribute least:
                    ApplyLength(schema, property, least.Length, null);
                    break;
                case MaxLengthAttribute most when most.Length >= 0:
                    ApplyLength(schema, property, null, most.Length);
                    break;
                case LengthAttribute length:
                    ApplyLength(schema, property, length.MinimumLength, length.MaximumLength);
                    break;
                case StringLengthAttribute length:
                    ApplyLength(schema, property, length.MinimumLength, length.MaximumLength);
                    break;
            }
        }
    }

    private static void ApplyRange(JsonObject schema, OptionProperty property, RangeAttribute range)
    {
        if (Bound(range.Minimum) is { } least && least > double.MinValue && !(property.Shape.Kind == OptionKind.Integer && least <= int.MinValue))
        {
            schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = Number(least);
        }

        if (Bound(range.Maximum) is { } most && most < double.MaxValue && !(property.Shape.Kind == OptionKind.Integer && most >= int.MaxValue))
        {
            schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = Number(most);
        }
    }

    private static void ApplyLength(JsonObject schema, OptionProperty property, int? least, int? most)
    {
        var noun = property.Shape.Kind switch
        {
            OptionKind.List => "Items",
            OptionKind.Text or OptionKind.Secret => "Length",
            _ => "",
        };
        if (noun.Length == 0)
        {
            return;
        }

        if (least > 0)
        {
            schema["min" + noun] = least;
        }

        if (most is not null)
        {
            schema["max" + noun] = most;
        }
    }

    private static double? Bound(object bound) =>
        double.TryParse(Convert.ToString(bound, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static JsonValue Number(double value) =>
        value == Math.Truncate(value) && Math.Abs(value) < 1e15 ? JsonValue.Create((long)value) : JsonValue.Create(value);
}
