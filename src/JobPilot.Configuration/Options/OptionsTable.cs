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
            parts.Add(Wording.OneOf(allowed.Values.Select(v => v is Enum e ? OptionJson.ChoiceName(e) : Convert.ToString(v, CultureInfo.InvariantCulture) ?? "")));
        }
        else if (Innermost(property.Shape).Shape is { Kind: OptionKind.Choice } choice)
        {
            parts.Add(Wording.OneOf(Enum.GetNames(choice.Type).Select(OptionJson.ChoiceName)));
        }

        if (property.Rule<RangeAttribute>() is { } range)
        {
            parts.Add($"{Bound(range.Minimum, property)} to {Bound(range.Maximum, property)}");
        }

        parts.AddRange(Lengths(property));
        parts.AddRange(property.Expression is { } expression ? [expression.Template ? "template" : "expression"] : []);
        parts.AddRange(property.Templated ? ["may hold `{{ }}`"] : []);
        parts.AddRange(property.FieldPath ? ["field path"] : []);
        return string.Join("; ", parts);
    }

    private static IEnumerable<string> Lengths(OptionProperty property)
    {
        var unit = property.Shape.Kind is OptionKind.List or OptionKind.Map ? "entries" : "characters";
        foreach (var rule in property.Rules)
        {
            var text = rule switch
            {
                MinLengthAttribute least => $"at least {least.Length} {unit}",
                MaxLengthAttribute most => $"at most {most.Length} {unit}",
                LengthAttribute both => $"{both.MinimumLength} to {both.MaximumLength} {unit}",
                StringLengthAttribute both => $"{both.MinimumLength} to {both.MaximumLength} {unit}",
                RegularExpressionAttribute form => $"`{form.Pattern}`",
                _ => null,
            };
            if (text is not null)
            {
                yield return text;
            }
        }
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
