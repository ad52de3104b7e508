using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;

namespace JobPilot.Configuration;

/// <summary>Writes the options of a component as a Markdown table, for a plugin's README and for <c>plugins show</c>.</summary>
public static class OptionsTable
{
    /// <summary>One row an option, nested ones below theirs with a dotted name; lists of sections as <c>name[]</c>. Ends with a line feed.</summary>
    /// <param name="optionsType">The options class.</param>
    /// <exception cref="NotSupportedException">The class itself cannot be used as options.</exception>
    public static string Markdown(Type optionsType)
    {
        var text = new StringBuilder("| option | type | default | allowed | description |\n|---|---|---|---|---|\n");
        foreach (var row in Rows(optionsType))
        {
            var value = row.Default.Length == 0 ? "" : $"`{row.Default}`";
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Name}` | {Cell(row.Type)} | {Cell(value)} | {Cell(row.Allowed)} | {Cell(row.Description)} |\n");
        }

        return text.ToString();
    }

    /// <summary>The same as data: one row an option, nested ones below theirs.</summary>
    /// <param name="optionsType">The options class.</param>
    /// <exception cref="NotSupportedException">The class itself cannot be used as options.</exception>
    public static IReadOnlyList<OptionRow> Rows(Type optionsType)
    {
        var rows = new List<OptionRow>();
        Add(OptionsModel.For(optionsType), "", [], rows);
        return rows;
    }

    private static void Add(OptionsModel model, string prefix, HashSet<OptionsModel> open, List<OptionRow> rows)
    {
        if (!open.Add(model))
        {
            return;
        }

        foreach (var property in model.Properties)
        {
            var name = prefix + property.Name;
            rows.Add(new OptionRow
            {
                Name = name,
                Type = property.SingleOrList ? $"{TypeName(property.Shape.Element!)} or {TypeName(property.Shape)}" : TypeName(property.Shape),
                Default = DefaultText(property),
                Allowed = Allowed(property),
                Description = property.Description,
            });
            var (inner, suffix) = Innermost(property.Shape);
            if (inner.Kind == OptionKind.Section)
            {
                Add(inner.Section, $"{name}{suffix}.", open, rows);
            }
        }

        open.Remove(model);
    }

    private static (OptionShape Shape, string Suffix) Innermost(OptionShape shape)
    {
        var suffix = "";
        while (shape.Element is { } element)
        {
            suffix += shape.Kind == OptionKind.List ? "[]" : ".*";
            shape = element;
        }

        return (shape, suffix);
    }

    private static string TypeName(OptionShape shape) => shape.Kind switch
    {
        OptionKind.Text => "text",
        OptionKind.Secret => "secret",
        OptionKind.Boolean => "true or false",
        OptionKind.Integer => "whole number",
        OptionKind.Number => "number",
        OptionKind.Choice => "choice",
        OptionKind.Duration => "duration",
        OptionKind.Moment => "date",
        OptionKind.Address => "URL",
        OptionKind.List => $"list of {TypeName(shape.Element!)}",
        OptionKind.Map => $"mapping to {TypeName(shape.Element!)}",
        OptionKind.Section => "section",
        _ => "anything",
    };

    private static string DefaultText(OptionProperty property)
    {
        if (property.Required)
        {
            return "";
        }

        if (property.Shape.Kind is OptionKind.Section or OptionKind.Secret || property.Default is null)
        {
            return "";
        }

        var value = OptionJson.Write(property.Shape, property.Default);
        return value is null ? "" : value.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? value.GetValue<string>() : value.ToJsonString(SchemaJson.Compact);
    }

    private static string Allowed(OptionProperty property)
    {
        var parts = new List<string>();
        if (property.Required)
        {
            parts.Add("required");
        }

        if (property.Rule<AllowedValuesAttribute>() is { } allowed)
        {
            parts.Add(Wording.OneOf(allowed.Values.Where(v => v is not null).Select(v => v is Enum e ? OptionJson.ChoiceName(e) : Convert.ToString(v, CultureInfo.InvariantCulture) ?? "")));
        }
        else if (Innermost(property.Shape).Shape is { Kind: OptionKind.Choice } choice)
        {
            parts.Add(Wording.OneOf(Enum.GetNames(choice.Type).Select(OptionJson.ChoiceName)));
        }

        if (property.Rule<RangeAttribute>() is { } range)
        {
            parts.Add(Between(range, property));
        }

        parts.AddRange(Lengths(property));
        parts.AddRange(property.Expression is { } expression ? [expression.Template ? "template" : "expression"] : []);
        parts.AddRange(property.Templated ? ["may hold `{{ }}`"] : []);
        parts.AddRange(property.FieldPath ? ["field path"] : []);
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    private static IEnumerable<string> Lengths(OptionProperty property)
    {
        foreach (var rule in property.Rules)
        {
            var text = rule switch
            {
                MinLengthAttribute least => least.Length == 0 ? "" : $"at least {Count(least.Length, property)}",
                MaxLengthAttribute most => $"at most {Count(most.Length, property)}",
                LengthAttribute both => $"{both.MinimumLength} to {Count(both.MaximumLength, property)}",
                StringLengthAttribute both => $"{both.MinimumLength} to {Count(both.MaximumLength, property)}",
                RegularExpressionAttribute form => $"`{form.Pattern}`",
                _ => null,
            };
            if (text is not null)
            {
                yield return text;
            }
        }
    }

    private static string Count(int count, OptionProperty property) => (property.Shape.Kind is OptionKind.List or OptionKind.Map, count) switch
    {
        (true, 1) => "1 entry",
        (true, _) => string.Create(CultureInfo.InvariantCulture, $"{count} entries"),
        (_, 1) => "1 character",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} characters"),
    };

    /// <summary>A range; the ends of a number's type are no bounds that anybody set.</summary>
    private static string Between(RangeAttribute range, OptionProperty property)
    {
        var isInt = property.Shape.Type == typeof(int);
        var least = (isInt && range.Minimum is int.MinValue) || range.Minimum is double.MinValue ? null : Bound(range.Minimum, property);
        var most = (isInt && range.Maximum is int.MaxValue) || range.Maximum is double.MaxValue ? null : Bound(range.Maximum, property);
        return (least, most) switch
        {
            (null, null) => "",
            (null, _) => range.MaximumIsExclusive ? $"below {most}" : $"at most {most}",
            (_, null) => range.MinimumIsExclusive ? $"above {least}" : $"at least {least}",
            _ => $"{(range.MinimumIsExclusive ? "above " : "")}{least} to {(range.MaximumIsExclusive ? "below " : "")}{most}",
        };
    }

    private static string Bound(object bound, OptionProperty property)
    {
        var text = Convert.ToString(bound, CultureInfo.InvariantCulture) ?? "";
        return property.Shape.Kind == OptionKind.Duration && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration)
            ? DurationText.Format(duration) : text;
    }

    private static string Cell(string text) =>
        text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
}
