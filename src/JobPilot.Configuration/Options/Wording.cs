namespace JobPilot.Configuration;

/// <summary>How findings name what is allowed.</summary>
internal static class Wording
{
    public static string Of(OptionShape shape) => shape.Kind switch
    {
        OptionKind.Text or OptionKind.Secret => "text",
        OptionKind.Boolean => "true or false",
        OptionKind.Integer => "a whole number",
        OptionKind.Number => "a number",
        OptionKind.Choice => $"one of {OneOf(Enum.GetNames(shape.Type).Select(OptionJson.ChoiceName))}",
        OptionKind.Duration => "a duration such as `30s`, `5m`, `1h30m`, `1d`, `500ms` or `00:05:00`",
        OptionKind.Moment => "a date or a date with time such as `2026-01-31` or `2026-01-31T12:00:00Z`",
        OptionKind.Address => "an absolute URL",
        OptionKind.List => "a list",
        OptionKind.Map => "a mapping of names to values",
        OptionKind.Section => "a mapping of options",
        _ => "a value",
    };

    public static string OneOf(IEnumerable<string> values) => string.Join(", ", values.Select(value => $"`{value}`"));

    public static string OfSchemaType(string type) => type switch
    {
        "string" => "text",
        "duration" => "a duration",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "a mapping",
        "null" => "nothing",
        _ => type,
    };
}
