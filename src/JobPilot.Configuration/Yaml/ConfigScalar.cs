using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace JobPilot.Configuration;

/// <summary>Type of a scalar after YAML's core schema.</summary>
internal enum ScalarKind
{
    Text = 0,
    Null = 1,
    Boolean = 2,
    Integer = 3,
    Number = 4,
}

/// <summary>Where the text of a scalar comes from; decides how far it takes the type that the schema asks for.</summary>
internal enum ScalarOrigin
{
    /// <summary>As written in a file: its type is its own.</summary>
    Written = 0,

    /// <summary>From <c>--set</c> or a variable, unquoted: takes the schema's type where its own does not fit.</summary>
    Given = 1,

    /// <summary>With <c>${}</c> filled in, quoted or not: always takes the schema's type.</summary>
    Interpolated = 2,
}

/// <summary>A scalar.</summary>
internal sealed partial class ConfigScalar(string text, ScalarKind kind, SourceLocation location) : ConfigNode(location, 1, 1)
{
    public string Text { get; } = text;

    public ScalarKind Kind { get; } = kind;

    public ScalarOrigin Origin { get; init; }

    /// <summary>Whether it was written without quotes and tag.</summary>
    public bool Plain { get; init; }

    /// <summary>Whether it must never be shown.</summary>
    public bool Hidden { get; init; }

    /// <summary>Whether it could not be made out; a finding says so already.</summary>
    public bool Unknown { get; init; }

    public static ConfigScalar OfPlain(string text, SourceLocation location) => new(text, Resolve(text), location) { Plain = true };

    public ConfigScalar As(ScalarKind kind) => new(Text, kind, Location) { Origin = Origin, Plain = Plain, Hidden = Hidden, Unknown = Unknown };

    /// <summary>Type of an unquoted text.</summary>
    public static ScalarKind Resolve(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            return ScalarKind.Null;
        }

        if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            return ScalarKind.Boolean;
        }

        return !char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-' or '.') || text.Length > 400 ? ScalarKind.Text
            : Whole().IsMatch(text) ? ScalarKind.Integer
            : Fraction().IsMatch(text) ? ScalarKind.Number : ScalarKind.Text;
    }

    public JsonNode? ToJson() => Kind switch
    {
        ScalarKind.Null => null,
        ScalarKind.Boolean => JsonValue.Create(Text[0] is 't' or 'T'),
        ScalarKind.Integer => ReadInteger() is { } number ? JsonValue.Create(number) : JsonValue.Create(ReadNumber()),
        ScalarKind.Number => JsonValue.Create(ReadNumber()),
        _ => JsonValue.Create(Text),
    };

    /// <summary>The value of an integer; null where it is too large for 64 bits.</summary>
    public long? ReadInteger()
    {
        if (Text.StartsWith("0x", StringComparison.Ordinal))
        {
            return long.TryParse(Text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) && hex >= 0 ? hex : null;
        }

        if (Text.StartsWith("0o", StringComparison.Ordinal))
        {
            return Text.Length <= 22 ? Convert.ToInt64(Text[2..], 8) : null;
        }

        return long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The value of a number; huge ones are cut to the largest.</summary>
    public double ReadNumber() => double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? Math.Clamp(number, double.MinValue, double.MaxValue)
        : double.MaxValue;

    [GeneratedRegex("^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Fraction();
}
