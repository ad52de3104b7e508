using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>
/// Fills an options class from JSON: keys in <c>lower_snake_case</c>, choices likewise, durations as <c>30s</c>. What does not fit is a finding,
/// never an exception. Safe on every thread.
/// </summary>
public static class OptionsBinder
{
    private static readonly object Failed = new();

    /// <summary>Binds options.</summary>
    /// <param name="json">The options; not changed.</param>
    /// <param name="optionsType">The options class.</param>
    /// <exception cref="NotSupportedException">The class itself cannot be used as options.</exception>
    public static OptionsBinding Bind(JsonObject json, Type optionsType)
    {
        var findings = new List<Diagnostic>();
        var options = BindSection(json, OptionsModel.For(optionsType), "", findings);
        return new OptionsBinding { Options = findings.Count == 0 ? options : null, Findings = findings };
    }

    private static object BindSection(JsonObject json, OptionsModel model, string pointer, List<Diagnostic> findings)
    {
        var options = model.CreateInstance();
        foreach (var (key, node) in json)
        {
            var place = JsonPointer.Append(pointer, key);
            if (model.Find(key) is not { } property)
            {
                findings.Add(new Diagnostic(ErrorCodes.OptionUnknown, $"Unknown option `{key}`{NearMiss.Suffix(key, model.Properties.Select(p => p.Name))}") { Pointer = place });
                continue;
            }

            var written = property.SingleOrList && node is JsonValue ? new JsonArray(node.DeepClone()) : node;
            var value = written is null && property.Nullable ? null : BindValue(written, property.Shape, place, findings);
            if (ReferenceEquals(value, Failed))
            {
                continue;
            }

            property.Property.SetValue(options, value);
            Check(property, value, place, findings);
        }

        foreach (var property in model.Properties)
        {
            if (property.Required && !json.ContainsKey(property.Name))
            {
                findings.Add(new Diagnostic(ErrorCodes.OptionMissing, $"The option `{property.Name}` is missing.") { Pointer = pointer });
            }
        }

        return options;
    }

    private static object BindValue(JsonNode? node, OptionShape shape, string pointer, List<Diagnostic> findings)
    {
        var value = shape.Kind switch
        {
            OptionKind.List => node is JsonArray items ? BindList(items, shape, pointer, findings) : null,
            OptionKind.Map => node is JsonObject map ? BindMap(map, shape, pointer, findings) : null,
            OptionKind.Section => node is JsonObject section ? BindSection(section, shape.Section, pointer, findings) : null,
            OptionKind.Anything => BindAnything(node, shape.Type),
            _ => node is JsonValue scalar ? BindScalar(scalar, shape) : null,
        };
        if (value is not null)
        {
            return value;
        }

        findings.Add(new Diagnostic(ErrorCodes.OptionWrongType, $"Expected {Wording.Of(shape)}.")
        {
            Pointer = pointer,
            Fix = $"Write {Wording.Of(shape)}{(shape.Kind is OptionKind.Text or OptionKind.Secret ? " in quotes" : "")} here.",
        });
        return Failed;
    }

    private static object? BindAnything(JsonNode? node, Type type)
    {
        if (type == typeof(JsonElement))
        {
            return JsonSerializer.SerializeToElement(node);
        }

        var copy = node?.DeepClone();
        return type.IsInstanceOfType(copy) ? copy : null;
    }

    private static object? BindScalar(JsonValue scalar, OptionShape shape)
    {
        var kind = scalar.GetValueKind();
        if (shape.Kind == OptionKind.Boolean)
        {
            return kind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };
        }

        if (shape.Kind is OptionKind.Integer or OptionKind.Number)
        {
            return kind == JsonValueKind.Number ? ReadNumber(scalar.ToJsonString(), shape) : null;
        }

        if (kind != JsonValueKind.String)
        {
            return null;
        }

        var text = scalar.GetValue<string>();
        return shape.Kind switch
        {
            OptionKind.Text => text,
            OptionKind.Secret => new Secret(text),
            OptionKind.Choice => Enum.GetNames(shape.Type).FirstOrDefault(name => OptionJson.ChoiceName(name) == text) is { } name
                ? Enum.Parse(shape.Type, name) : null,
            OptionKind.Duration => DurationText.TryParse(text, out var duration) ? duration : null,
            OptionKind.Address => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null,
            OptionKind.Moment when shape.Type == typeof(DateOnly) =>
                DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
            _ => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null,
        };
    }

    private static object? ReadNumber(string text, OptionShape shape)
    {
        try
        {
            if (shape.Kind == OptionKind.Integer)
            {
                var number = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
                return number == decimal.Truncate(number) ? Convert.ChangeType(number, shape.Type, CultureInfo.InvariantCulture) : null;
            }

            return Convert.ChangeType(text, shape.Type, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static object BindList(JsonArray items, OptionShape shape, string pointer, List<Diagnostic> findings)
    {
        var element = shape.Element!;
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element.Type))!;
        for (var i = 0; i < items.Count; i++)
        {
            var item = BindValue(items[i], element, JsonPointer.Append(pointer, i), findings);
            if (!ReferenceEquals(item, Failed))
            {
                list.Add(item);
            }
        }

        if (shape.Type.IsArray)
        {
            var array = Array.CreateInstance(element.Type, list.Count);
            list.CopyTo(array, 0);
            return array;
        }

        return shape.Type.IsInstanceOfType(list) ? list : Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(element.Type), list)!;
    }

    private static object BindMap(JsonObject map, OptionShape shape, string pointer, List<Diagnostic> findings)
    {
        var bound = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), shape.Element!.Type))!;
        foreach (var (key, node) in map)
        {
            var value = BindValue(node, shape.Element, JsonPointer.Append(pointer, key), findings);
            if (!ReferenceEquals(value, Failed))
            {
                bound[key] = value;
            }
        }

        return bound;
    }

    private static void Check(OptionProperty property, object? value, string pointer, List<Diagnostic> findings)
    {
        foreach (var rule in property.Rules)
        {
            if (rule is RequiredAttribute && value is Secret { IsEmpty: true })
            {
                findings.Add(new Diagnostic(ErrorCodes.OptionLength, "It must not be empty.") { Pointer = pointer });
                continue;
            }

            if (value is null || (rule is AllowedValuesAttribute && value is string text && property.Templated && text.Contains("{{", StringComparison.Ordinal)))
            {
                continue;
            }

            var checkedValue = value is Secret secret ? secret.Reveal() : value;
            if (!IsValid(rule, checkedValue))
            {
                if (rule is MinLengthAttribute { Length: 1 } && checkedValue is System.Collections.IEnumerable and not string)
                {
                    // What the attribute says of it is of texts and arrays.
                    var isTable = property.Shape.Kind == OptionKind.Map;
                    findings.Add(new Diagnostic(ErrorCodes.OptionInvalid, $"`{property.Name}` is empty: it must name at least one.")
                    {
                        Pointer = pointer,
                        Fix = isTable ? $"Write `{property.Name}: {{ name: value }}`, or leave out what it belongs to." : $"Write `{property.Name}: [value]`, or leave out what it belongs to.",
                    });
                    continue;
                }

                findings.Add(new Diagnostic(ErrorCodes.OptionInvalid, $"{rule.FormatErrorMessage($"`{property.Name}`")}") { Pointer = pointer });
            }
        }
    }

    private static bool IsValid(ValidationAttribute rule, object value)
    {
        try
        {
            if (rule is AllowedValuesAttribute allowed && value is Enum)
            {
                return allowed.Values.Contains(value);
            }

            return rule.GetValidationResult(value, new ValidationContext(value)) == ValidationResult.Success;
        }
        catch (Exception error) when (error is InvalidCastException or FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
