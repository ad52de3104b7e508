using System.Globalization;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace JobPilot.Configuration;

/// <summary>Words for what the validator found.</summary>
internal sealed class SchemaReport(TokenMap map, SourceLocation place, CheckCodes codes, FindingList findings)
{
    private const int MostShown = 40;

    public void Write(IReadOnlyList<ValidationError> found)
    {
        var errors = found.Take(FindingList.Most).ToList();
        var meant = errors.Where(error => error.Kind == ValidationErrorKind.NoAdditionalPropertiesAllowed)
            .Select(error => (Owner: (JToken)((JProperty)error.Token!).Parent!, Name: Near(error)))
            .ToHashSet();
        foreach (var error in errors)
        {
            // A misspelt key that is required is one mistake, not two.
            if (error.Kind == ValidationErrorKind.PropertyRequired && meant.Contains((error.Token!, error.Property)))
            {
                continue;
            }

            // A list where one of some texts is wanted is of the wrong type, and that is all.
            if (error is { Kind: ValidationErrorKind.NotInEnumeration, Token: JContainer } && errors.Exists(other => other.Kind != error.Kind && ReferenceEquals(other.Token, error.Token)))
            {
                continue;
            }

            Write(error);
        }
    }

    private void Write(ValidationError error)
    {
        if (error.Kind == ValidationErrorKind.NoAdditionalPropertiesAllowed)
        {
            WriteUnknown(error);
            return;
        }

        var (node, pointer) = map.Find(error.Token!);
        if (node is ConfigScalar { Unknown: true })
        {
            return;
        }

        var location = node.Location.Line == 0 ? place : node.Location;
        if (error.Kind == ValidationErrorKind.PropertyRequired)
        {
            findings.Error(codes.Missing, location, $"The {codes.Key} `{error.Property}` is missing.", MissingFix(error), pointer);
            return;
        }

        var (code, message, fix) = Describe(error, node);
        findings.Error(code, location, message, fix, pointer);
    }

    private void WriteUnknown(ValidationError error)
    {
        var property = (JProperty)error.Token!;
        var (owner, ownerPointer) = map.Find(property.Parent!);
        var entry = ((ConfigMapping)owner).Entry(property.Name)!;
        var known = Known(error);
        var near = Near(error);
        var fix = near is null && known.Count > 0 ? $"Remove it, or use one of {Wording.OneOf(known)}." : near is null ? "Remove it." : $"Write `{near}`.";
        findings.Error(
            codes.Unknown,
            entry.KeyLocation,
            $"Unknown {codes.Key} `{Cut(property.Name)}`{(near is null ? "." : $"; did you mean `{near}`?")}",
            fix,
            JsonPointer.Append(ownerPointer, property.Name));
    }

    private static IReadOnlyList<string> Known(ValidationError error) => [.. error.Schema.ActualSchema.Properties.Keys];

    private static string? Near(ValidationError error) => NearMiss.Find(((JProperty)error.Token!).Name, Known(error));

    private static string? MissingFix(ValidationError error) =>
        error.Schema.ActualSchema.Properties.TryGetValue(error.Property!, out var property) && property.ActualSchema.Enumeration.FirstOrDefault() is { } first
            ? $"Add `{error.Property}: {Convert.ToString(first, CultureInfo.InvariantCulture)}`."
            : $"Add `{error.Property}:` with its value.";

    private (string Code, string Message, string? Fix) Describe(ValidationError error, ConfigNode node)
    {
        var schema = error.Schema.ActualSchema;
        var shown = Shown(node);
        switch (error.Kind)
        {
            case ValidationErrorKind.NotInEnumeration:
                return NotAllowed(node, shown, [.. schema.Enumeration.Where(c => c is not null).Select(c => Convert.ToString(c, CultureInfo.InvariantCulture)!)]);
            case ValidationErrorKind.PatternMismatch when Words(schema.Pattern!) is { } words:
                return NotAllowed(node, shown, words);
            case ValidationErrorKind.NumberTooSmall or ValidationErrorKind.NumberTooBig or ValidationErrorKind.IntegerTooBig:
                return (codes.OutOfRange, $"{shown ?? "The value"} is out of range: {Range(schema)} is allowed.", $"Set it to a number {Range(schema)}.");
            case ValidationErrorKind.PatternMismatch:
                return (codes.Pattern, $"{shown ?? "The value"} has not the right form; expected {Form(schema.Pattern!)}.", PatternFix.Of(schema, node));
            case ValidationErrorKind.StringTooShort:
                return (codes.Length, schema.MinLength == 1 ? "It must not be empty." : $"It must have at least {schema.MinLength} characters.", schema.MinLength == 1 ? "Give a value." : "Give a longer text.");
            case ValidationErrorKind.StringTooLong:
                return (codes.Length, $"It must have at most {schema.MaxLength} characters.", "Give a shorter text.");
            case ValidationErrorKind.TooFewItems:
                return (codes.Length, $"The list needs at least {Count(schema.MinItems)}.", "Add what is missing.");
            case ValidationErrorKind.TooManyItems:
                return (codes.Length, $"The list may have at most {Count(schema.MaxItems)}.", "Remove some.");
            case ValidationErrorKind.ItemsNotUnique:
                return (codes.NotUnique, "The list names something twice.", "Remove the repetition.");
            default:
                return (codes.WrongType, $"Expected {Expected(schema)}, found {Found(node, shown)}.", TypeFix.Of(schema, node));
        }
    }

    private (string Code, string Message, string? Fix) NotAllowed(ConfigNode node, string? shown, IReadOnlyList<string> choices)
    {
        var near = shown is null ? null : NearMiss.Find(((ConfigScalar)node).Text, choices);
        return (codes.NotAllowed, $"{shown ?? "The value"} is not allowed{(near is null ? "." : $"; did you mean `{near}`?")}", $"Use one of {Wording.OneOf(choices)}.");
    }

    /// <summary>The words of a pattern that is nothing but a choice, as where a text or a mapping is allowed; null for any other.</summary>
    private static string[]? Words(string pattern) =>
        pattern.StartsWith("^(", StringComparison.Ordinal) && pattern.EndsWith(")$", StringComparison.Ordinal) && !pattern.AsSpan(2, pattern.Length - 4).ContainsAny(@"\[]().*+?{}^$")
            ? pattern[2..^2].Split('|')
            : null;

    private static string Count(int entries) => entries == 1 ? "1 entry" : string.Create(CultureInfo.InvariantCulture, $"{entries} entries");

    private static string Expected(JsonSchema schema)
    {
        var names = Enum.GetValues<JsonObjectType>()
            .Where(type => type is not (JsonObjectType.None or JsonObjectType.File) && schema.Type.HasFlag(type))
            .Select(type => Wording.OfSchemaType(type == JsonObjectType.String && schema.Pattern == DurationText.Pattern ? "duration" : type.ToString().ToLowerInvariant()))
            .Order(StringComparer.Ordinal);
        return string.Join(" or ", names);
    }

    private static string Found(ConfigNode node, string? shown) => node switch
    {
        ConfigSequence => "a list",
        ConfigMapping => "a mapping",
        ConfigScalar { Hidden: true } => "another value",
        ConfigScalar { Kind: ScalarKind.Null } => "nothing",
        ConfigScalar { Kind: ScalarKind.Text } => $"the text {shown ?? "that stands here"}",
        ConfigScalar { Kind: ScalarKind.Boolean } => shown ?? "true or false",
        _ => shown is null ? "a number" : $"the number {shown}",
    };

    private static string Range(JsonSchema schema)
    {
        var least = schema.ExclusiveMinimum is { } above ? $"above {Plain(above)}" : schema.Minimum is { } from ? $"from {Plain(from)}" : "";
        var most = schema.ExclusiveMaximum is { } below ? $"below {Plain(below)}" : schema.Maximum is { } to ? $"to {Plain(to)}" : "";
        return $"{least} {most}".Trim();
    }

    private static string Plain(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Form(string pattern) => pattern switch
    {
        DurationText.Pattern => "a duration such as `30s`, `5m`, `1h30m`, `1d`, `500ms` or `00:05:00`",
        OptionsSchema.AddressPattern => "an absolute URL",
        OptionsSchema.MomentPattern => "a date or a date with time such as `2026-01-31` or `2026-01-31T12:00:00Z`",
        "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$" => "lower-case letters and digits joined by `_` or `-`, such as `my_jobs`",
        _ => $"`{pattern}`",
    };

    /// <summary>The value as it may be shown; null where it may not.</summary>
    private static string? Shown(ConfigNode node) =>
        node is ConfigScalar { Hidden: false } scalar ? $"`{Cut(scalar.Text)}`" : null;

    private static string Cut(string text) => (text.Length > MostShown ? string.Concat(text.AsSpan(0, MostShown), "...") : text).ReplaceLineEndings(" ");
}
